import type { Names } from './breakdown-names.ts';
import type { PeriodTally } from './count-tally.ts';
import { type SumFamily, type SumWish, sumFamilies, type ValueSums } from './sums.ts';
import { DenseCounts, type SparseCounts } from './sums-counts.ts';

/** Adds sums by value to the breakdowns, and to the totals where no hours are read for them. */
export async function foldValues(
  tally: PeriodTally,
  wish: SumWish,
  plus: readonly ValueSums[],
  minus: readonly ValueSums[],
  names: Names,
): Promise<void> {
  if (wish.hours.length === 0) addTotals(tally, wish, plus, minus);
  for (const family of sumFamilies) {
    const breakdowns = tally.breakdowns.filter(({ values }) => values.family === family);
    if (breakdowns.length === 0) continue;
    const counts = addMonths(family, wish, plus, minus);
    if (family !== 'flags' && family !== 'code') for (const { ids } of counts) await names.load(family, ids);
    for (const { values, table } of breakdowns) {
      wish.values.forEach((metric, place) => {
        const column = tally.metrics.indexOf(metric);
        const { ids, counts: hits } = counts[place] as SparseCounts;
        for (let i = 0; i < ids.length; i += 1)
          table.add(values.keyOf(ids[i] as number), column, hits[i] as number);
      });
    }
  }
}

/** By number first: there are more months than numbers, and finding the value of a number costs more than adding. */
function addMonths(
  family: SumFamily,
  wish: SumWish,
  plus: readonly ValueSums[],
  minus: readonly ValueSums[],
): readonly SparseCounts[] {
  return wish.values.map((_metric, place) => {
    const counts = new DenseCounts();
    for (const { families } of plus) counts.addAll(families[family][place] as SparseCounts, 1);
    for (const { families } of minus) counts.addAll(families[family][place] as SparseCounts, -1);
    return counts.toSparse();
  });
}

function addTotals(
  { metrics, totals }: PeriodTally,
  wish: SumWish,
  plus: readonly ValueSums[],
  minus: readonly ValueSums[],
): void {
  addMonths('flags', wish, plus, minus).forEach(({ counts }, place) => {
    const column = metrics.indexOf(wish.values[place] as (typeof metrics)[number]);
    for (const count of counts) totals.add(0, column, count);
  });
}
