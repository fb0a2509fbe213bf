import { expect, test } from 'vitest';
import { dateOrTime, isInOrder, timeZone, wallTime } from './times.ts';

test.each([
  ['2026-05-01', true],
  ['2024-02-29', true],
  ['2026-05-01T18:30', true],
  ['2026-05-01T18:30:15.250Z', true],
  ['2026-05-01T18:30:00+02:00', true],
  ['2026-02-29', false],
  ['2026-02-30T10:00Z', false],
  ['2026-13-01', false],
  ['2026-05-01T24:00', false],
  ['2026-05-01T18:60', false],
  ['2026-05-01 18:30', false],
  ['1.5.2026', false],
  ['tomorrow', false],
])('that %s is a date or a time is %s', (text, expected) => {
  expect(dateOrTime.safeParse(text).success).toBe(expected);
});

test.each([
  ['2026-05-01T10:00Z', '2026-05-01T10:00Z', true],
  ['2026-05-01T10:00+02:00', '2026-05-01T08:30Z', true],
  ['2026-05-01T10:00', '2026-05-01T09:59', false],
  ['2026-05-01', '2026-05-01', true],
  ['2026-05-02', '2026-05-01', false],
  ['2026-05-01T23:00', '2026-05-01', true],
  ['2026-05-01T10:00', '2026-05-01T11:00Z', undefined],
])('an event from %s to %s is in order: %s', (start, end, expected) => {
  expect(isInOrder(start, end)).toBe(expected);
});

test.each([
  ['Europe/Vienna', true],
  ['UTC', true],
  ['Europe/Atlantis', false],
  ['+01:00', false],
  ['', false],
])('that %s is an IANA time zone is %s', (zone, expected) => {
  expect(timeZone.safeParse(zone).success).toBe(expected);
});

test.each([
  ['00:00', true],
  ['23:59', true],
  ['24:00', false],
  ['9:00', false],
  ['09:00:00', false],
])('that %s is on a clock is %s', (time, expected) => {
  expect(wallTime.safeParse(time).success).toBe(expected);
});
