import type { SumMetric } from '../metric.ts';
import { monthStartMs, quarterMs } from '../month.ts';
import { quartersMax } from '../pack/pack.ts';
import { type TimeDimension, timeDimensions } from '../time-dimensions.ts';
import { localMsOf } from '../zone.ts';
import type { CountTable } from './count-table.ts';
import type { BreakdownTally, PeriodTally } from './count-tally.ts';
import { createIntervalFinder } from './series.ts';
import { groupEnd, type HourSums } from './sums.ts';
import type { MonthWindow } from './window.ts';

/** A table that goes by time, and which of its keys a quarter-hour belongs to. */
export interface TimeBuckets {
  readonly table: CountTable;
  keyOf(ms: number): number;
}

export function listBuckets(tally: PeriodTally): TimeBuckets[] {
  const { totals, series, breakdowns } = tally;
  const buckets: TimeBuckets[] = [{ table: totals, keyOf: () => 0 }];
  if (series !== null) buckets.push({ table: series.table, keyOf: createIntervalFinder(series.starts) });
  for (const breakdown of breakdowns) {
    if (breakdown.values.family !== 'time') continue;
    const { values, table, split } = breakdown;
    const keyOf = timeReader(tally, values);
    buckets.push({ table, keyOf });
    if (split === null) continue;
    const innerKeyOf = timeReader(tally, split.values);
    buckets.push({ table: split.table, keyOf: (ms) => split.pairs.keyOf(keyOf(ms), innerKeyOf(ms)) });
  }
  return buckets;
}

function timeReader({ zone }: PeriodTally, values: BreakdownTally['values']): (ms: number) => number {
  const { numberOf } = timeDimensions[values.dimension as TimeDimension];
  return (ms) => values.keyOf(numberOf(localMsOf(zone, ms)));
}

/** Adds the hours of one month to every table that goes by time, as far as they are in the window. */
export function foldHours(
  { metrics, visitorColumn }: PeriodTally,
  buckets: readonly TimeBuckets[],
  window: MonthWindow,
  hourMetrics: readonly SumMetric[],
  sums: HourSums,
  sign: 1 | -1,
): void {
  for (const { table, keyOf } of buckets) {
    const keys = keysOfQuarters(window, keyOf);
    hourMetrics.forEach((metric, place) => {
      const counts = sums.hours[place] as Float64Array;
      addCounts(table, metrics.indexOf(metric), keys, counts, sign);
      if (metric === 'scans') addCounts(table, visitorColumn, keys, counts, sign);
    });
    if (visitorColumn >= 0) takeRevisits(table, visitorColumn, keys, sums.revisits, sign);
  }
}

/** -1 outside of the window. */
function keysOfQuarters(
  { month, fromQuarter, toQuarter }: MonthWindow,
  keyOf: (ms: number) => number,
): Int32Array {
  const keys = new Int32Array(quartersMax).fill(-1);
  const startMs = monthStartMs(month);
  for (let quarter = fromQuarter; quarter < toQuarter; quarter += 1)
    keys[quarter] = keyOf(startMs + quarter * quarterMs);
  return keys;
}

/** @param column -1 where nobody asked for it */
function addCounts(
  table: CountTable,
  column: number,
  keys: Int32Array,
  counts: Float64Array,
  sign: 1 | -1,
): void {
  if (column < 0) return;
  for (let quarter = 0; quarter < counts.length; quarter += 1) {
    const key = keys[quarter] as number;
    const count = counts[quarter] as number;
    if (key >= 0 && count !== 0) table.add(key, column, sign * count);
  }
}

/** Every further scan of a visitor in one key and day is no further visitor. */
function takeRevisits(
  table: CountTable,
  column: number,
  keys: Int32Array,
  revisits: Uint16Array,
  sign: 1 | -1,
): void {
  let keysEnd = 0;
  for (const key of keys) if (key >= keysEnd) keysEnd = key + 1;
  const groupOfKey = new Int32Array(keysEnd);
  const further = new Float64Array(keysEnd);
  let group = 1;
  for (let place = 0; place < revisits.length; place += 1) {
    const marked = revisits[place] as number;
    const key = keys[marked & ~groupEnd] as number;
    if (key >= 0) {
      if (groupOfKey[key] === group) further[key] = (further[key] as number) + 1;
      else groupOfKey[key] = group;
    }
    if (marked >= groupEnd) group += 1;
  }
  for (let key = 0; key < keysEnd; key += 1) table.add(key, column, -sign * (further[key] as number));
}
