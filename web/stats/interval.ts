import type { Interval } from '../../src/http/dashboard/wire-stats.ts';
import { addDays, addMonths, dayIn, firstOfMonth, weekdayOf } from './days.ts';

const hourMs = 3_600_000;

/** Few enough points to be read, many enough to see a course. @param days of the range */
export function chooseInterval(days: number): Interval {
  if (days <= 2) return 'hour';
  if (days <= 100) return 'day';
  return days <= 200 ? 'week' : 'month';
}

/** What makes sense of a range: at least two points, and no more than a screen can show. */
export function offeredIntervals(days: number): readonly Interval[] {
  const offers: readonly (readonly [Interval, boolean])[] = [
    ['hour', days <= 31],
    ['day', days > 1 && days <= 800],
    ['week', days > 7],
    ['month', days > 31],
  ];
  return offers.filter(([, isOffered]) => isOffered).map(([interval]) => interval);
}

/** What is wished for, where it makes sense. */
export function intervalFor(wished: Interval | null, days: number): Interval {
  return wished !== null && offeredIntervals(days).includes(wished) ? wished : chooseInterval(days);
}

export interface Cut {
  /** The range begins within the first interval. */
  readonly first: boolean;
  /** It ends within the last, as it does while that lasts. */
  readonly last: boolean;
}

/**
 * Which intervals at the ends are not whole.
 * @param starts UTC ms of each interval; the first is cut to the range
 */
export function cutOf(starts: readonly number[], untilMs: number, interval: Interval, zone: string): Cut {
  const [first, last] = [starts[0], starts.at(-1)];
  if (first === undefined || last === undefined) return { first: false, last: false };
  if (interval === 'hour') return { first: false, last: last + hourMs > untilMs };
  const firstDay = dayIn(zone, first);
  const isBegun = interval === 'week' ? weekdayOf(firstDay) !== 1 : firstDay !== firstOfMonth(firstDay);
  return {
    first: interval !== 'day' && isBegun,
    last: dayIn(zone, untilMs) < nextDay(dayIn(zone, last), interval),
  };
}

/** The day on which the interval after the one with this day in it begins. */
function nextDay(day: string, interval: Interval): string {
  if (interval === 'week') return addDays(day, 8 - weekdayOf(day));
  return interval === 'month' ? addMonths(firstOfMonth(day), 1) : addDays(day, 1);
}
