import { firstDayOfMonth, monthStartMs, quarterMs, quartersPerDay } from '../month.ts';
import { quartersMax } from '../pack/pack.ts';
import { type NamedFamily, namedFamilies } from './breakdown-names.ts';
import { type Family, familyOf } from './breakdown-values.ts';
import type { LeftOutDay } from './count-packs.ts';
import { keyReader, keyTest, type RowFilter } from './count-rows.ts';
import type { PeriodTally } from './count-tally.ts';
import type { MonthWindow } from './window.ts';

/** Filters as packs can tell whether they fit: by a value of one family, by flags, and by quarter-hours. */
export interface PackFilter {
  /** Null: whatever place, agent and referrer. */
  readonly family: NamedFamily | null;
  /** Whether the number of the family has a name by now. */
  hasName(id: number): boolean;
  /** Of a number that has one. */
  accepts(id: number): boolean;
  acceptsFlags(flags: number): boolean;
  readonly byTime: boolean;
  acceptsTime(ms: number): boolean;
}

/**
 * Whether packs answer with these filters: they hold the quarter-hours of hits by flags and by one of place, agent and
 * referrer, and no two of these together; who the visitors were is not in it.
 */
export function canFilterPacks(filters: readonly RowFilter[], tally: PeriodTally): boolean {
  const named = new Set(filters.map(({ values }) => values.family).filter(isNamed));
  if (tally.visitorColumn >= 0 || named.size > 1) return false;
  return (
    named.size === 0 ||
    tally.breakdowns.every(({ values: { family } }) => !isNamed(family) || named.has(family))
  );
}

function isNamed(family: Family): family is NamedFamily {
  return (namedFamilies as readonly Family[]).includes(family);
}

export function createPackFilter(filters: readonly RowFilter[], zone: PeriodTally['zone']): PackFilter {
  const testsOf = (isIn: (family: Family) => boolean) =>
    filters.filter(({ values }) => isIn(values.family)).map((filter) => ({ filter, test: keyTest(filter) }));
  const [named, flags, times] = [testsOf(isNamed), testsOf(isFlags), testsOf(isTime)];
  const clocks = times.map(({ filter, test }) => ({ keyOf: keyReader(filter.values, zone), test }));
  return {
    family: named.map(({ filter }) => filter.values.family).find(isNamed) ?? null,
    hasName: (id) => named.every(({ filter }) => filter.values.hasName(id)),
    accepts: (id) => named.every(({ filter, test }) => test(filter.values.keyOf(id))),
    acceptsFlags: (of) => flags.every(({ filter, test }) => test(filter.values.keyOf(of))),
    byTime: times.length > 0,
    acceptsTime: (ms) => clocks.every(({ keyOf, test }) => test(keyOf({ ...noHit, ms }))),
  };
}

const noHit = { code: 0, geo: 0, ua: 0, ref: 0, flags: 0 };

const isFlags = (family: Family) => family === familyOf.kind;
const isTime = (family: Family) => family === familyOf.hour;

/** 1 for each quarter-hour of the month whose hits count. */
export function openQuarters({ month, fromQuarter, toQuarter }: MonthWindow, filter: PackFilter): Uint8Array {
  const startMs = monthStartMs(month);
  return Uint8Array.from({ length: quartersMax }, (_, quarter) =>
    quarter >= fromQuarter && quarter < toQuarter && filter.acceptsTime(startMs + quarter * quarterMs)
      ? 1
      : 0,
  );
}

/** The same without some days. */
export function withoutDays(open: Uint8Array, days: readonly LeftOutDay[]): Uint8Array {
  const left = open.slice();
  for (const { day, month } of days) {
    const from = (day - firstDayOfMonth(month)) * quartersPerDay;
    left.fill(0, from, from + quartersPerDay);
  }
  return left;
}
