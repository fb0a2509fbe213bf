import { dayMs } from './month.ts';
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
const daysPerWeek = 7;
/** 1970-01-01 was a Thursday, the fourth day of a week that begins on Monday (ISO 8601). */
const weekdayOfDayZero = 3;

/**
 * The zone's name as it is spelt in the tables of this system; undefined where they do not have it, and for offsets
 * such as `+02:00`, which are not names of zones. An alias such as `Asia/Kolkata` stays as it was asked for.
 */
export function findZoneName(name: string): string | undefined {
  if (!/^[A-Za-z]/.test(name)) return undefined;
  try {
    const { timeZone } = new Intl.DateTimeFormat('en-US', { timeZone: name }).resolvedOptions();
    return timeZone.toLowerCase() === name.toLowerCase() ? timeZone : name;
  } catch {
    return undefined;
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
  return firstMomentAt(zone, day * dayMs);
}

/** The first moment (UTC ms) at which the clock there shows that time or, where it jumps over it, a later one. */
function firstMomentAt(zone: Zone, wallMs: number): number {
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
 * The time before: both ends are moved back by the same number of days of the calendar there, to the same time of the
 * clock, so that a series by hour or day has its points at the same places but for changes of the clock. It is the
 * least number of days with which the two times do not overlap: a range of less than a day is held against the day
 * before. Where both ends are the beginning of a month they are moved by whole months.
 */
export function periodBefore(zoneName: string, { sinceMs, untilMs }: TimeRange): TimeRange {
  const zone = zoneOf(zoneName);
  const months = wholeMonths(zone, sinceMs, untilMs);
  if (months > 0)
    return {
      sinceMs: startOfLocalDay(zone, monthsBefore(localDayOf(zone, sinceMs), months)),
      untilMs: sinceMs,
    };
  const [since, until] = [localMsOf(zone, sinceMs), localMsOf(zone, untilMs)];
  const daysMs = Math.max(1, Math.ceil((until - since) / dayMs)) * dayMs;
  const beforeMs = firstMomentAt(zone, since - daysMs);
  // An hour that the clock went back by can stand between the ends.
  return { sinceMs: beforeMs, untilMs: Math.max(beforeMs, firstMomentAt(zone, until - daysMs)) };
}

/** How many; 0 where an end is within a month. */
function wholeMonths(zone: Zone, sinceMs: number, untilMs: number): number {
  const isStart = (ms: number) => {
    const day = localDayOf(zone, ms);
    return new Date(day * dayMs).getUTCDate() === 1 && startOfLocalDay(zone, day) === ms;
  };
  if (!isStart(sinceMs) || !isStart(untilMs)) return 0;
  return monthsOfDay(localDayOf(zone, untilMs)) - monthsOfDay(localDayOf(zone, sinceMs));
}

/** @param day the first of a month */
function monthsBefore(day: number, months: number): number {
  const date = new Date(day * dayMs);
  return date.setUTCMonth(date.getUTCMonth() - months) / dayMs;
}
