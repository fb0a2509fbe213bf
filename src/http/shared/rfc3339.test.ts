import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseTime, renderSeconds, renderTime } from './rfc3339.ts';

describe('RFC 3339 is read to the millisecond, with any offset', () => {
  test.each([
    ['2026-04-26T14:02:11Z', '2026-04-26T14:02:11.000Z'],
    ['2026-04-26T14:02:11.5Z', '2026-04-26T14:02:11.500Z'],
    ['2026-04-26T14:02:11.1239Z', '2026-04-26T14:02:11.123Z'],
    ['2026-04-26T14:02:11+02:00', '2026-04-26T12:02:11.000Z'],
    ['2026-04-26T14:02:11 02:00', '2026-04-26T12:02:11.000Z'],
    ['2026-04-26T14:02:11-09:30', '2026-04-26T23:32:11.000Z'],
    ['2026-04-26t14:02:11z', '2026-04-26T14:02:11.000Z'],
    ['2026-04-26 14:02:11Z', '2026-04-26T14:02:11.000Z'],
    ['2026-04-26', '2026-04-26T00:00:00.000Z'],
    ['2024-02-29', '2024-02-29T00:00:00.000Z'],
    ['2016-12-31T23:59:60Z', '2017-01-01T00:00:00.000Z'],
    ['0001-01-01', '0001-01-01T00:00:00.000Z'],
    ['9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'],
  ])('%s is %s', (text, expected) => {
    expect(renderTime(parseTime(text) ?? Number.NaN)).toBe(expected);
  });
});

describe('what is no time is undefined, never a guess', () => {
  test.each([
    '',
    'now',
    '2026',
    '2026-04',
    '2026-4-26',
    '2026-02-29',
    '2026-02-30',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '26-04-26',
    '+012026-04-26',
    '2026-04-26T14:02Z',
    '2026-04-26T14:02:11',
    '2026-04-26T24:00:00Z',
    '2026-04-26T14:60:00Z',
    '2026-04-26T14:02:61Z',
    '2026-04-26T14:02:11+24:00',
    '2026-04-26T14:02:11+02',
    '2026-04-26T14:02:11.Z',
    '2026-04-26T14:02:11Z ',
    ' 2026-04-26',
    '1777212131',
    '2026-04-26T14:02:11Z\n',
  ])('%j', (text) => {
    expect(parseTime(text)).toBeUndefined();
  });
});

test('what is rendered is read back as the same time', () => {
  const times = fc.integer({ min: Date.UTC(1970, 0, 1), max: Date.UTC(9999, 11, 31) });
  fc.assert(fc.property(times, (ms) => parseTime(renderTime(ms)) === ms));
  fc.assert(fc.property(times, (ms) => parseTime(renderSeconds(ms)) === Math.floor(ms / 1000) * 1000));
});
