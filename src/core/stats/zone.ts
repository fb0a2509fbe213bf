import type { Interval } from './question.ts';
import { spansIn, type Zone, zoneOf } from './zone-offsets.ts';

/** Points of a series that one answer holds at most. */
export const pointsMax = 2_500;

export interface TimeRange {
  /** UTC ms, inclusive. */
  readonly sinceMs: number;
  /** UTC ms, exclusive. */
  readonly untilMs: number;
}

const hourMs = 3_600_000;
const dayMs = 86_400_000;
const daysPerWeek = 7;
/** 1970-01-01 was a Thursday, the fourth day of a week that begins on Monday (ISO 8601). */
const weekdayOfDayZero = 3;

/** Whether this system knows the zone; offsets such as `+02:00` are not names of zones. */
export function isZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** Milliseconds of the wall clock, counted as if it were UTC. */
export function localMsOf(zone: Zone, ms: number): number {
  return ms + zone.spanAt(ms).offsetMs;
}

/** Days since 1970-01-01 of the calendar there. */
export function localDayOf(zone: Zone, ms: number): number {
  return Math.floor(localMsOf(zone, ms) / dayMs);
}

/** 0-23. */
export function hourOfLocalMs(localMs: number): number {
  return Math.floor(localMs / hourMs) - Math.floor(localMs / dayMs) * 24;
}

/** 1 Monday - 7 Sunday (ISO 8601). */
export function weekdayOfLocalMs(localMs: number): number {
  return weekdayOfDay(Math.floor(localMs / dayMs));
}

function weekdayOfDay(day: number): number {
  return ((((day + weekdayOfDayZero) % daysPerWeek) + daysPerWeek) % daysPerWeek) + 1;
}

/** The first moment (UTC ms) of a day of the calendar there; not at 00:00 where the clock jumps over it. */
export function startOfLocalDay(zone: Zone, day: number): number {
  const wallMs = day * dayMs;
  // No zone is further than 26 hours from UTC.
  for (let span = zone.spanAt(wallMs - 26 * hourMs); ; span = zone.spanAt(span.toMs)) {
    const startMs = Math.max(span.fromMs, wallMs - span.offsetMs);
    if (startMs < span.toMs) return startMs;
  }
}

/**
 * Where intervals begin, UTC ms, ascending: `sinceMs` itself and every beginning behind it and before `untilMs`. An
 * hour that occurs twice is two intervals; where the clock is changed by half an hour, the halves are intervals too.
 */
export function intervalStarts(zone: Zone, interval: Interval, { sinceMs, untilMs }: TimeRange): number[] {
  if (sinceMs >= untilMs) return [];
  const inside =
    interval === 'hour' ? hourStarts(zone, sinceMs, untilMs) : dayStarts(zone, interval, sinceMs, untilMs);
  return [sinceMs, ...inside];
}

function hourStarts(zone: Zone, sinceMs: number, untilMs: number): number[] {
  const starts: number[] = [];
  for (const span of spansIn(zone, sinceMs, untilMs)) {
    const startMs = Math.max(span.fromMs, sinceMs);
    if (startMs > sinceMs && zone.spanAt(startMs - 1).offsetMs !== span.offsetMs) starts.push(startMs);
    const endMs = Math.min(span.toMs, untilMs);
    const firstMs = Math.ceil((startMs + span.offsetMs) / hourMs) * hourMs - span.offsetMs;
    for (let hourStart = firstMs; hourStart < endMs; hourStart += hourMs)
      if (hourStart > (starts.at(-1) ?? sinceMs)) starts.push(hourStart);
  }
  return starts;
}

function dayStarts(
  zone: Zone,
  interval: Exclude<Interval, 'hour'>,
  sinceMs: number,
  untilMs: number,
): number[] {
  const starts: number[] = [];
  for (let day = nextStartDay(interval, localDayOf(zone, sinceMs)); ; day = nextStartDay(interval, day)) {
    const startMs = startOfLocalDay(zone, day);
    if (startMs >= untilMs) return starts;
    if (startMs > sinceMs) starts.push(startMs);
  }
}

function nextStartDay(interval: Exclude<Interval, 'hour'>, day: number): number {
  if (interval === 'day') return day + 1;
  if (interval === 'week') return day + daysPerWeek + 1 - weekdayOfDay(day);
  const date = new Date(day * dayMs);
  return date.setUTCMonth(date.getUTCMonth() + 1, 1) / dayMs;
}

/** How many points a series has; of a range that is far too long by hours, at least how many. */
export function pointsIn(zoneName: string, interval: Interval, range: TimeRange): number {
  const { sinceMs, untilMs } = range;
  if (sinceMs >= untilMs) return 0;
  const zone = zoneOf(zoneName);
  if (interval === 'hour') {
    const hours = Math.floor((untilMs - sinceMs) / hourMs);
    return hours > pointsMax ? hours : intervalStarts(zone, interval, range).length;
  }
  const first = localDayOf(zone, sinceMs);
  const last = localDayOf(zone, untilMs - 1);
  if (interval === 'day') return last - first + 1;
  if (interval === 'week')
    return (last - weekdayOfDay(last) - (first - weekdayOfDay(first))) / daysPerWeek + 1;
  return monthsOfDay(last) - monthsOfDay(first) + 1;
}

function monthsOfDay(day: number): number {
  const date = new Date(day * dayMs);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

/**
 * The time just before, of the same length: of as many days of the calendar where both ends are the beginning of a day
 * there, and of as many milliseconds otherwise.
 */
export function periodBefore(zoneName: string, { sinceMs, untilMs }: TimeRange): TimeRange {
  const zone = zoneOf(zoneName);
  const first = localDayOf(zone, sinceMs);
  const end = localDayOf(zone, untilMs);
  const byDays = startOfLocalDay(zone, first) === sinceMs && startOfLocalDay(zone, end) === untilMs;
  const beforeMs = byDays ? startOfLocalDay(zone, first - (end - first)) : sinceMs - (untilMs - sinceMs);
  return { sinceMs: beforeMs, untilMs: sinceMs };
}
