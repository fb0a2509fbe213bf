import { firstScanIdAt, scanEpochMs, timeOfScanId } from '../scans/id.ts';

/** UTC months are counted from January 2025, where scan ids begin; UTC days from 1970. */
const dayMs = 86_400_000;
const quarterMs = 900_000;
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

/** Quarter-hour of the month in which the hit came, from 0; outside of 0-2975 it is a hit of another month. */
export function quarterOfId(id: number, month: number): number {
  return quarterOfTime(timeOfScanId(id), monthStartMs(month));
}

/** @param startMs the month's, worked out once by who asks for many hits */
export function quarterOfTime(timeMs: number, startMs: number): number {
  return Math.floor((timeMs - startMs) / quarterMs);
}
