import { addDays, addMonths, type Day, daysBetween, firstOfMonth, lastOfMonth } from './days.ts';

/** In the order in which they are offered, each with the key that chooses it. */
export const presetKeys = {
  today: 'd',
  yesterday: 'e',
  '7d': 'w',
  '28d': 'f',
  '30d': 't',
  month: 'm',
  'last-month': 'p',
  '3m': 'q',
  '12m': 'l',
  all: 'a',
} as const;
export type Preset = keyof typeof presetKeys;
export const presets = Object.keys(presetKeys) as readonly Preset[];

/** Both days are in it. */
export interface DayRange {
  readonly from: Day;
  readonly to: Day;
}

/** A preset moves on with the calendar, days of one's own do not. */
export type Period = Preset | DayRange;

/** @param first the first day that has a hit, for `all` */
export function rangeOf(period: Period, today: Day, first: Day = today): DayRange {
  if (typeof period !== 'string') return period;
  const last = (days: number) => ({ from: addDays(today, 1 - days), to: today });
  const lastMonth = addDays(firstOfMonth(today), -1);
  const ranges: Readonly<Record<Preset, DayRange>> = {
    today: last(1),
    yesterday: { from: addDays(today, -1), to: addDays(today, -1) },
    '7d': last(7),
    '28d': last(28),
    '30d': last(30),
    month: { from: firstOfMonth(today), to: today },
    'last-month': { from: firstOfMonth(lastMonth), to: lastMonth },
    '3m': { from: addDays(addMonths(today, -3), 1), to: today },
    '12m': { from: addDays(addMonths(today, -12), 1), to: today },
    all: { from: first < today ? first : today, to: today },
  };
  return ranges[period];
}

export function lengthOf({ from, to }: DayRange): number {
  return daysBetween(from, to) + 1;
}

/**
 * The period before or after, of the same length; of whole months, as many months. Undefined where there is none: after
 * today, or of all the time that there is.
 */
export function movePeriod(period: Period, steps: -1 | 1, today: Day): Period | undefined {
  if (period === 'all') return undefined;
  const range = rangeOf(period, today);
  if (steps > 0 && range.to >= today) return undefined;
  const moved = isOfMonths(period, range) ? moveMonths(range, steps) : moveDays(range, steps, today);
  const kept = { from: moved.from, to: moved.to < today ? moved.to : today };
  return nameOf(kept, today);
}

function isOfMonths(period: Period, { from, to }: DayRange): boolean {
  if (period === 'month' || period === 'last-month') return true;
  return typeof period !== 'string' && from === firstOfMonth(from) && to === lastOfMonth(to);
}

function moveMonths({ from, to }: DayRange, steps: number): DayRange {
  const months =
    (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 +
    Number(to.slice(5, 7)) -
    Number(from.slice(5, 7)) +
    1;
  return {
    from: addMonths(from, steps * months),
    to: lastOfMonth(addMonths(firstOfMonth(to), steps * months)),
  };
}

function moveDays(range: DayRange, steps: number, today: Day): DayRange {
  const days = lengthOf(range);
  const wished = addDays(range.to, steps * days);
  const to = wished < today ? wished : today;
  return { from: addDays(to, 1 - days), to };
}

/** By its preset where it has one, so that it moves on with the calendar. */
function nameOf(range: DayRange, today: Day): Period {
  const found = presets.find((preset) => {
    const { from, to } = rangeOf(preset, today);
    return preset !== 'all' && from === range.from && to === range.to;
  });
  return found ?? range;
}

/** As the server is asked: what lasts until now has no end, since now moves on. */
export function timesOf({ from, to }: DayRange, today: Day): { since: string; until?: string } {
  return to < today ? { since: from, until: addDays(to, 1) } : { since: from };
}
