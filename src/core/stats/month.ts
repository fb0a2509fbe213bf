import { firstScanIdAt, scanEpochMs, timeOfScanId } from '../scans/id.ts';

/** UTC months are counted from January 2025, where scan ids begin; UTC days from 1970. */
export const dayMs = 86_400_000;
export const quarterMs = 900_000;
export const quartersPerDay = 96;
const epochYear = new Date(scanEpochMs).getUTCFullYear();

export function monthOfTime(timeMs: number): number {
  const time = new Date(timeMs);
  return (time.getUTCFullYear() - epochYear) * 12 + time.getUTCMonth();
}

export function monthStartMs(month: number): number {
  return Date.UTC(epochYear, month, 1);
}

export function dayOfTime(timeMs: number): number {
  return Math.floor(timeMs / dayMs);
}

export function dayStartMs(day: number): number {
  return day * dayMs;
}

export function monthOfDay(day: number): number {
  return monthOfTime(day * dayMs);
}

export function firstDayOfMonth(month: number): number {
  return dayOfTime(monthStartMs(month));
}

export function daysInMonth(month: number): number {
  return firstDayOfMonth(month + 1) - firstDayOfMonth(month);
}

export function dayOfId(id: number): number {
  return dayOfTime(timeOfScanId(id));
}

/** Days before 2025 give the first id of all. */
export function firstIdOfDay(day: number): number {
  return firstScanIdAt(dayStartMs(day));
}

/** Whether a day (since 1970) of a month is in a set of its days: bit d is day d of the month, from 0. */
export function hasDay(bits: number, month: number, day: number): boolean {
  return ((bits >>> (day - firstDayOfMonth(month))) & 1) === 1;
}

/**
 * Quarter-hour of a month, from 0; outside of 0-2975 the time is in another month.
 * @param startMs the month's, worked out once by who asks for many hits
 */
export function quarterOfTime(timeMs: number, startMs: number): number {
  return Math.floor((timeMs - startMs) / quarterMs);
}
