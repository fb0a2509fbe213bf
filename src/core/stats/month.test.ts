import fc from 'fast-check';
import { expect, test } from 'vitest';
import { firstScanIdAt, scanEpochMs } from '../scans/id.ts';
import {
  dayOfId,
  dayOfTime,
  daysInMonth,
  firstDayOfMonth,
  firstIdOfDay,
  monthOfDay,
  monthOfTime,
  monthStartMs,
  quarterOfTime,
} from './month.ts';

test('months are counted from January 2025, and days from 1970', () => {
  expect(monthOfTime(Date.UTC(2025, 0, 1))).toBe(0);
  expect(monthOfTime(Date.UTC(2026, 1, 28, 23, 59, 59, 999))).toBe(13);
  expect(monthOfTime(Date.UTC(2024, 11, 31, 23, 59))).toBe(-1);
  expect(monthStartMs(14)).toBe(Date.UTC(2026, 2, 1));
  expect(dayOfTime(86_400_000 - 1)).toBe(0);
  expect([daysInMonth(1), daysInMonth(37), daysInMonth(11)]).toEqual([28, 29, 31]);
});

test('every time is in the month, day and quarter-hour that begin before it and end behind it', () => {
  const times = fc.integer({ min: scanEpochMs, max: scanEpochMs + 2 ** 40 });
  fc.assert(
    fc.property(times, (timeMs) => {
      const month = monthOfTime(timeMs);
      const id = firstScanIdAt(timeMs) + 4095;
      const day = dayOfId(id);
      const quarter = quarterOfTime(timeMs, monthStartMs(month));
      expect(monthStartMs(month) <= timeMs && timeMs < monthStartMs(month + 1)).toBe(true);
      expect(monthOfDay(day)).toBe(month);
      expect(day - firstDayOfMonth(month)).toBe(Math.floor(quarter / 96));
      expect(firstIdOfDay(day) <= id && id < firstIdOfDay(day + 1)).toBe(true);
      const quarterMs = monthStartMs(month) + quarter * 900_000;
      expect(quarterMs <= timeMs && timeMs < quarterMs + 900_000).toBe(true);
    }),
  );
});
