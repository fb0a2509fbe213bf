import { isSumMetric } from '../metric.ts';
import type { Pack } from '../port.ts';
import type { TimeRange } from '../zone.ts';
import { type NamedFamily, type Names, namedFamilies } from './breakdown-names.ts';
import { foldHours, listBuckets } from './count-hours.ts';
import { type LeftOutDay, type PackSource, runsOf } from './count-packs.ts';
import type { RowFilter } from './count-rows.ts';
import type { PeriodTally } from './count-tally.ts';
import { foldValues } from './count-values.ts';
import { createPackFilter } from './pack-filter.ts';
import type { SumWish } from './sums.ts';
import { FilteredSums } from './sums-filtered.ts';
import { type MonthWindow, windowsOf } from './window.ts';

/** What may still be read of the times of values, which take by far the most work. */
export interface DetailBudget {
  takeDetail(bytes: number): void;
}

interface FilteredSource extends PackSource {
  readonly budget: DetailBudget;
}

/** Adds what packs hold of the range and filters leave, but for the days left out. See `canFilterPacks`. */
export async function countFilteredPacks(
  source: FilteredSource,
  packed: TimeRange,
  leftOut: readonly LeftOutDay[],
  tally: PeriodTally,
  names: Names,
  filters: readonly RowFilter[],
): Promise<void> {
  const filter = createPackFilter(filters, tally.zone);
  const wish = createWish(tally);
  const families = filter.family !== null ? [filter.family] : familiesOf(tally);
  const months = windowsOf(packed, source.state).map((window): MonthJob => {
    const sums = new FilteredSums(wish, filter, families, window);
    return { window, sums, parts: sums.parts.join() };
  });
  const left = Map.groupBy(leftOut, ({ code, month }) => `${code} ${month}`);
  const nameOf = async (jobs: readonly MonthJob[]) => {
    if (filter.family === null) return;
    await names.load(
      filter.family,
      jobs.flatMap(({ sums }) => sums.unnamedIds()),
    );
    for (const { sums } of jobs) sums.addUnnamed();
  };
  for (const run of runsOf(months)) await readRun(source, run, left, nameOf);
  for (const job of months) await readDays(source, job, leftOut, nameOf);
  const buckets = listBuckets(tally);
  if (wish.hours.length > 0)
    for (const { window, sums } of months) foldHours(tally, buckets, window, wish.hours, sums.hours(), 1);
  const values = months.map(({ sums }) => sums.values());
  await foldValues(tally, wish, values, [], names);
}

interface MonthJob {
  readonly window: MonthWindow;
  readonly sums: FilteredSums;
  readonly parts: string;
}

type NameValues = (jobs: readonly MonthJob[]) => Promise<void>;

/** All of these months but what has days that are left out. */
async function readRun(
  { snapshot, codes, budget }: FilteredSource,
  run: readonly MonthJob[],
  left: ReadonlyMap<string, unknown>,
  nameOf: NameValues,
): Promise<void> {
  const first = run[0] as MonthJob;
  const firstMonth = first.window.month;
  const lastMonth = firstMonth + run.length - 1;
  for await (const packs of snapshot.packs(codes, firstMonth, lastMonth, first.sums.parts)) {
    takeDetails(budget, packs);
    for (const pack of packs)
      if (!left.has(`${pack.code} ${pack.month}`)) run[pack.month - firstMonth]?.sums.add(pack);
    await nameOf(run);
  }
}

/** What has days that are left out: few codes, of which more has to be read. */
async function readDays(
  { snapshot, budget }: FilteredSource,
  job: MonthJob,
  leftOut: readonly LeftOutDay[],
  nameOf: NameValues,
): Promise<void> {
  const { month } = job.window;
  const days = Map.groupBy(
    leftOut.filter((one) => one.month === month),
    ({ code }) => code,
  );
  if (days.size === 0) return;
  const codes = [...days.keys()].sort((a, b) => a - b);
  for await (const packs of snapshot.packs(codes, month, month, job.sums.openParts)) {
    takeDetails(budget, packs);
    for (const pack of packs) job.sums.addWithoutDays(pack, days.get(pack.code) ?? []);
    await nameOf([job]);
  }
}

function takeDetails(budget: DetailBudget, packs: readonly Pack[]): void {
  for (const { detail } of packs) budget.takeDetail(detail.length);
}

function familiesOf({ breakdowns }: PeriodTally): readonly NamedFamily[] {
  return namedFamilies.filter((family) => breakdowns.some(({ values }) => values.family === family));
}

function createWish({ metrics, series, breakdowns }: PeriodTally): SumWish {
  const families = new Set(breakdowns.map(({ values }) => values.family));
  const values = metrics.filter(isSumMetric);
  return {
    values,
    names: true,
    codes: families.has('code'),
    hours: series !== null || families.has('time') ? values : [],
    revisits: false,
  };
}
