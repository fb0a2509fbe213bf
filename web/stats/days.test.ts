import { expect, test } from 'vitest';
import { addDays, addMonths, dayIn, daysBetween, isDay, lastOfMonth, weekdayOf } from './days.ts';

test('days go over the ends of months, years and February', () => {
  expect([addDays('2026-12-31', 1), addDays('2028-03-01', -1)]).toEqual(['2027-01-01', '2028-02-29']);
  expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2);
  expect([lastOfMonth('2026-02-10'), lastOfMonth('2026-12-31')]).toEqual(['2026-02-28', '2026-12-31']);
});

test('months keep the day where there is one, and else end with the month', () => {
  expect([addMonths('2026-01-31', 1), addMonths('2026-03-31', -1)]).toEqual(['2026-02-28', '2026-02-28']);
  expect([addMonths('2026-01-15', -1), addMonths('2026-11-22', -12)]).toEqual(['2025-12-15', '2025-11-22']);
});

test('a day is that of the zone, whatever the clock says elsewhere', () => {
  const ms = Date.UTC(2026, 2, 29, 22, 30);
  expect(['UTC', 'Europe/Berlin', 'America/New_York'].map((zone) => dayIn(zone, ms))).toEqual([
    '2026-03-29',
    '2026-03-30',
    '2026-03-29',
  ]);
});

test('weeks begin on Monday', () => {
  expect(['2026-03-30', '2026-03-29'].map(weekdayOf)).toEqual([1, 7]);
});

test('only days of the calendar are days', () => {
  expect(['2026-02-28', '2026-02-30', '2026-2-1', '', 'today', '2026-13-01'].map(isDay)).toEqual([
    true,
    ...Array.from({ length: 5 }, () => false),
  ]);
});
