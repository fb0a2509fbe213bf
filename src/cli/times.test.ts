import { describe, expect, test } from 'vitest';
import { parseDay, parseExpiry, parseMoment } from './times.ts';

const nowMs = Date.UTC(2026, 5, 1, 12);

describe('--expires', () => {
  test.each([
    ['2027-12-31', '2027-12-31T00:00:00.000Z'],
    ['2027-12-31T08:30Z', '2027-12-31T08:30:00.000Z'],
    ['2027-12-31T08:30:15+02:00', '2027-12-31T06:30:15.000Z'],
    ['1d', '2026-06-02T12:00:00.000Z'],
    ['2W', '2026-06-15T12:00:00.000Z'],
    ['90d', '2026-08-30T12:00:00.000Z'],
    ['1y', '2027-06-01T12:00:00.000Z'],
  ])('%s is %s', (text, time) => expect(new Date(parseExpiry(text, nowMs)).toISOString()).toBe(time));

  test.each(['tomorrow', '90', '2027-02-31', '2027-13-01', '2027-12-31T08:30', '31.12.2027', '', 'd', '-1d'])(
    '%j is refused with what would be right',
    (text) =>
      expect(() => parseExpiry(text, nowMs)).toThrow(`--expires ${text}: use a date such as 2027-12-31`),
  );

  test.each(['2026-06-01', '2020-01-01', '0d'])('%s is over already', (text) =>
    expect(() => parseExpiry(text, nowMs)).toThrow('is over already'),
  );
});

test('a moment is a date at 00:00 UTC, or a time with its offset', () => {
  expect(parseMoment('--since', '2026-03-01')).toBe(Date.UTC(2026, 2, 1));
  expect(parseMoment('--since', '2026-03-01T02:00+02:00')).toBe(Date.UTC(2026, 2, 1));
  expect(parseMoment('--since', '2026-03-01T00:00:00.007Z')).toBe(Date.UTC(2026, 2, 1) + 7);
});

test.each(['soon', '', '2026-02-30', '2026-03-01T25:00Z', '2026-03-01T10:00', '90d'])(
  'what is no moment is refused in words that name the option: %j',
  (text) => {
    expect(() => parseMoment('--until', text)).toThrow(/^--until /);
  },
);

test('a time without its offset is told so', () => {
  expect(() => parseMoment('--since', '2026-03-01T10:00')).toThrow(
    '--since 2026-03-01T10:00: it has no offset: write Z behind it for UTC, or one such as +02:00.',
  );
});

test('a day is a date that there is, and nothing else', () => {
  expect(parseDay('--since', '1970-01-02')).toBe(1);
  for (const text of ['2026-02-30', '2026-03-01T00:00Z', 'yesterday', ''])
    expect(() => parseDay('--since', text)).toThrow(`--since ${text}: use a day such as 2026-03-01.`);
});
