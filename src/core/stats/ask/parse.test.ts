import { describe, expect, test } from 'vitest';
import { AppError } from '../../errors.ts';
import { parseQuestion, type QuestionInput } from './parse.ts';

const nowMs = Date.UTC(2026, 3, 26, 14, 2, 11, 123);
const nothing: QuestionInput = {
  ...{ since: undefined, until: undefined, zone: undefined, interval: null },
  ...{ metrics: [], by: [], split: null, filters: {}, limit: 10, after: null, compare: false },
};
const parse = (input: Partial<QuestionInput>) => parseQuestion({ ...nothing, ...input }, [1, 2], nowMs);
const iso = (ms: number) => new Date(ms).toISOString();

/** The path that the refusal names. */
function refusalOf(input: Partial<QuestionInput>): string | undefined {
  try {
    parse(input);
  } catch (error) {
    expect(error).toBeInstanceOf(AppError);
    expect((error as AppError).code).toBe('validation_error');
    return (error as AppError).details[0]?.path;
  }
  return undefined;
}

test('who says nothing asks for scans and visitors of 30 days and today, by UTC', () => {
  const question = parse({});
  expect(question).toMatchObject({
    codes: [1, 2],
    zone: 'UTC',
    interval: null,
    metrics: ['scans', 'visitors'],
  });
  expect(question).toMatchObject({ by: [], split: null, filters: [], after: null, compare: false });
  expect([iso(question.sinceMs), iso(question.untilMs)]).toEqual([
    '2026-03-27T00:00:00.000Z',
    '2026-04-26T14:02:11.123Z',
  ]);
});

test('visitors of what only single scans tell are counted for whoever asks for them', () => {
  expect(parse({ by: ['hour', 'code'] }).metrics).toEqual(['scans', 'visitors']);
  expect(parse({ by: ['hour', 'country'] }).metrics).toEqual(['scans']);
  expect(parse({ by: ['code'], split: 'device' }).metrics).toEqual(['scans']);
  expect(parse({ by: ['country'], metrics: ['visitors'] }).metrics).toEqual(['visitors']);
});

describe('times', () => {
  test('a date is its first moment in the zone, whatever the clocks did that day', () => {
    const of = (zone: string, since: string, until: string) => {
      const { sinceMs, untilMs } = parse({ zone, since: { day: since }, until: { day: until } });
      return [iso(sinceMs), iso(untilMs)];
    };
    expect(of('Asia/Kolkata', '2026-03-01', '2026-03-02')).toEqual([
      '2026-02-28T18:30:00.000Z',
      '2026-03-01T18:30:00.000Z',
    ]);
    expect(of('Europe/Berlin', '2026-03-29', '2026-03-30')).toEqual([
      '2026-03-28T23:00:00.000Z',
      '2026-03-29T22:00:00.000Z',
    ]);
    // 00:00 is jumped over.
    expect(of('Africa/Cairo', '2026-04-24', '2026-04-25')[0]).toBe('2026-04-23T22:00:00.000Z');
  });

  test('the 30 days of the default begin at a local midnight before the day of until', () => {
    const { sinceMs } = parse({ zone: 'Asia/Kolkata', until: { day: '2026-05-01' } });
    expect(iso(sinceMs)).toBe('2026-03-31T18:30:00.000Z');
  });

  test('an empty range is one, a range that ends before it begins is refused by name', () => {
    expect(refusalOf({ since: { ms: nowMs }, until: { ms: nowMs } })).toBeUndefined();
    expect(refusalOf({ since: { ms: nowMs }, until: { ms: nowMs - 1 } })).toBe('until');
    expect(refusalOf({ since: { ms: nowMs + 1 } })).toBe('since');
  });
});

test('zones are IANA names that this system knows', () => {
  expect(parse({ zone: 'America/St_Johns' }).zone).toBe('America/St_Johns');
  for (const zone of ['Mars/Olympus', '+02:00', '', 'Europe']) expect(refusalOf({ zone })).toBe('tz');
});

test('split and cursor want exactly one dimension', () => {
  const after = { by: 'country', metric: 'scans', place: { count: 3, key: 'x' } } as const;
  expect(refusalOf({ by: ['country'], split: 'device', after })).toBeUndefined();
  expect(refusalOf({ split: 'device' })).toBe('split');
  expect(refusalOf({ by: ['country', 'os'], split: 'device' })).toBe('split');
  expect(refusalOf({ by: ['device'], split: 'device' })).toBe('split');
  expect(refusalOf({ after })).toBe('cursor');
  expect(refusalOf({ by: ['country', 'os'], after })).toBe('cursor');
});

test('a cursor is of one dimension and one order, by default too', () => {
  const after = { by: 'country', metric: 'scans', place: { count: 3, key: 'x' } } as const;
  expect(parse({ by: ['country'], after }).after).toEqual(after.place);
  expect(refusalOf({ by: ['city'], after })).toBe('cursor');
  expect(refusalOf({ by: ['country'], metrics: ['hits', 'scans'], after })).toBe('cursor');
  expect(refusalOf({ by: ['country'], metrics: ['scans', 'hits'], after })).toBeUndefined();
});

describe('filters', () => {
  test('are values as hits have them', () => {
    const filters = {
      country: ['de', 'AT', 'DE', '(none)'],
      city: ['Wien'],
      os: ['Unknown'],
      referrer: ['WWW.Example.org', '(none)'],
      hour: ['0', '23', '07'],
      weekday: ['7'],
      reason: ['none'],
      code: ['0199f1a8-7f3c-7cc1-9d0e-3f6d2b8a4c51'],
      kind: [],
    };
    expect(parse({ filters }).filters).toEqual([
      { dimension: 'country', values: ['DE', 'AT', null] },
      { dimension: 'city', values: ['Wien'] },
      { dimension: 'os', values: ['Unknown'] },
      { dimension: 'referrer', values: ['example.org', null] },
      { dimension: 'hour', values: [0, 23, 7] },
      { dimension: 'weekday', values: [7] },
      { dimension: 'reason', values: ['none'] },
    ]);
  });

  test.each([
    ['country', 'Germany'],
    ['device', 'phone'],
    ['device', '(none)'],
    ['os', '(none)'],
    ['browser', '(none)'],
    ['hour', '24'],
    ['hour', '-1'],
    ['hour', '1.5'],
    ['hour', '(none)'],
    ['weekday', '0'],
    ['weekday', '8'],
    ['kind', 'person'],
    ['reason', 'because'],
    ['network', 'wifi'],
  ] as const)('that no hit can fit are refused by name: %s=%s', (dimension, value) => {
    expect(refusalOf({ filters: { [dimension]: [value] } })).toBe(dimension);
  });
});
