import { isSumMetric } from '../metric.ts';
import { firstDayOfMonth, quartersPerDay } from '../month.ts';
import type { SealState, StatSnapshot } from '../port.ts';
import type { TimeRange } from '../zone.ts';
import type { Names } from './breakdown-names.ts';
import { foldHours, listBuckets } from './count-hours.ts';
import type { PeriodTally } from './count-tally.ts';
import { foldValues } from './count-values.ts';
import {
  type HourSums,
  MonthSums,
  partsFor,
  type QuarterWindow,
  type SumWish,
  type ValueSums,
} from './sums.ts';
import type { SumMemory } from './sums-memory.ts';
import { SlotSums, type Slots, slotsOf } from './sums-slots.ts';
import { type MonthWindow, windowsOf } from './window.ts';

/** What one answer reads packs from. */
export interface PackSource {
  readonly snapshot: StatSnapshot;
  readonly state: SealState;
  readonly codes: readonly number[];
  /** Null where sums of so few codes are not worth remembering. */
  readonly memory: SumMemory | null;
}

/** A day of a code that its pack holds, and that is counted from single hits instead. */
export interface LeftOutDay {
  readonly code: number;
  readonly month: number;
  /** Days since 1970. */
  readonly day: number;
}

/** Adds what packs hold of the range, but for the days left out, to the tally. */
export async function countPacks(
  source: PackSource,
  packed: TimeRange,
  leftOut: readonly LeftOutDay[],
  tally: PeriodTally,
  names: Names,
): Promise<void> {
  const all = windowsOf(packed, source.state);
  const wish = createWish(tally, all);
  const versions = await source.snapshot.monthVersions(
    (all[0] as MonthWindow).month,
    (all.at(-1) as MonthWindow).month,
  );
  const windows = all.filter(({ month }) => versions.has(month));
  const sums = await readSums(source, windows, wish, versions);
  const minus = await readLeftOut(source, windows, leftOut, wish);
  const buckets = wish.hours.length === 0 ? [] : listBuckets(tally);
  for (const { window, hours } of sums) if (hours) foldHours(tally, buckets, window, wish.hours, hours, 1);
  for (const { window, hours } of minus) if (hours) foldHours(tally, buckets, window, wish.hours, hours, -1);
  const plus = sums.flatMap(({ values }) => values ?? []);
  await foldValues(
    tally,
    wish,
    plus,
    minus.flatMap(({ values }) => values ?? []),
    names,
  );
}

/** The hours are cheaper than the values of a part of a month, and hold all that goes by time. */
function createWish(
  { metrics, visitorColumn, series, breakdowns }: PeriodTally,
  windows: readonly MonthWindow[],
): SumWish {
  const families = new Set(breakdowns.map(({ values }) => values.family));
  const names = families.has('place') || families.has('agent') || families.has('referrer');
  const hasVisitors = visitorColumn >= 0;
  const byHours =
    series !== null || hasVisitors || families.has('time') || (!names && windows.some(({ whole }) => !whole));
  const sumMetrics = metrics.filter(isSumMetric);
  const byValues = names || families.has('flags') || families.has('code') || !byHours;
  const codeVisitors = hasVisitors && families.has('code') ? (['visitors'] as const) : [];
  return {
    values: byValues ? [...sumMetrics, ...codeVisitors] : [],
    names,
    codes: families.has('code'),
    hours: byHours ? [...new Set([...sumMetrics, ...(hasVisitors ? (['scans'] as const) : [])])] : [],
    revisits: hasVisitors,
  };
}

interface WindowSums {
  readonly window: MonthWindow;
  /** To be added up. */
  values: readonly ValueSums[] | undefined;
  hours: HourSums | undefined;
}

interface SumJob {
  readonly window: MonthWindow;
  readonly wish: SumWish;
  readonly sums: MonthSums;
  /** Where the values are summed for all windows of their kind. */
  readonly slots: SlotSums | null;
  readonly parts: string;
}

async function readSums(
  source: PackSource,
  windows: readonly MonthWindow[],
  wish: SumWish,
  versions: ReadonlyMap<number, number>,
): Promise<readonly WindowSums[]> {
  const shelf = createShelf(source, wish, versions);
  const found = windows.map((window): WindowSums => shelf.find(window));
  const jobs = found.flatMap((one) => createJob(one, wish, shelf.slotsOf(one.window)) ?? []);
  for (const run of runsOf(jobs)) await readRun(source, run);
  const jobOf = new Map(jobs.map((job) => [job.window.month, job]));
  for (const one of found) {
    const job = jobOf.get(one.window.month);
    if (job === undefined) continue;
    if (job.wish.values.length > 0) one.values = shelf.keepValues(job);
    if (job.wish.hours.length > 0) one.hours = shelf.keepHours(job);
  }
  return found;
}

const noValues = { values: [], names: false } as const;
const noHours = { hours: [], revisits: false } as const;

/** What is to be read for a window of which not everything is remembered. */
function createJob({ window, values, hours }: WindowSums, wish: SumWish, slots: Slots | null): SumJob | null {
  const missing = { ...wish, ...(values ? noValues : {}), ...(hours ? noHours : {}) };
  const parts = partsFor(missing, window.whole).join();
  if (parts === '') return null;
  if (slots === null || values)
    return { window, wish: missing, sums: new MonthSums(missing), slots: null, parts };
  const sums = new MonthSums({ ...missing, ...noValues });
  return { window, wish: missing, sums, slots: new SlotSums(missing, slots.phase), parts };
}

/** Jobs of months that follow each other and need the same parts of packs. */
export function runsOf<Job extends Pick<SumJob, 'window' | 'parts'>>(jobs: readonly Job[]): Job[][] {
  const runs: Job[][] = [];
  for (const job of jobs) {
    const before = runs.at(-1)?.at(-1);
    if (before !== undefined && before.parts === job.parts && before.window.month + 1 === job.window.month)
      runs.at(-1)?.push(job);
    else runs.push([job]);
  }
  return runs;
}

const everyQuarter: QuarterWindow = { fromQuarter: 0, toQuarter: Number.POSITIVE_INFINITY, whole: true };

async function readRun({ snapshot, codes, memory }: PackSource, run: readonly SumJob[]): Promise<void> {
  const first = run[0] as SumJob;
  const firstMonth = first.window.month;
  const lastMonth = firstMonth + run.length - 1;
  const parts = partsFor(first.wish, first.window.whole);
  for await (const packs of snapshot.packs(codes, firstMonth, lastMonth, parts)) {
    for (const pack of packs) {
      const job = run[pack.month - firstMonth];
      // Hours of the whole month serve every window, when they are remembered.
      job?.sums.add(pack, job.window, memory === null ? job.window : everyQuarter);
      job?.slots?.add(pack);
    }
  }
}

/** What the memory holds for this set of codes. */
function createShelf({ memory, codes }: PackSource, wish: SumWish, versions: ReadonlyMap<number, number>) {
  const set = memory?.nameSet(codes) ?? '';
  const wanted = `${wish.values.join()} ${wish.names} ${wish.codes}`;
  // A part of a month costs a pass over all of its quarters: then rather for every day of it.
  const slotted = memory !== null && wish.names && wish.values.every(isSumMetric);
  const slotsOfWindow = (window: MonthWindow) =>
    slotted && !window.whole ? slotsOf(window.month, window) : null;
  const valuesKey = (window: MonthWindow) => {
    const slots = slotsOfWindow(window);
    const part = slots ? `days ${slots.phase}` : `${window.fromQuarter}-${window.toQuarter}`;
    return `${set} ${window.month} ${window.whole ? 'all' : part} ${wanted}`;
  };
  const hoursKey = ({ month }: MonthWindow) => `${set} ${month} hours ${wish.hours.join()} ${wish.revisits}`;
  const versionOf = ({ month }: MonthWindow) => versions.get(month) ?? 0;
  const inWindow = (window: MonthWindow, all: readonly ValueSums[] | undefined) => {
    const slots = slotsOfWindow(window);
    return slots ? all?.slice(slots.from, slots.to) : all;
  };
  return {
    slotsOf: slotsOfWindow,
    find: (window: MonthWindow): WindowSums => ({
      window,
      values:
        wish.values.length === 0 ? [] : inWindow(window, memory?.find(valuesKey(window), versionOf(window))),
      hours: wish.hours.length === 0 ? noHourSums : memory?.find(hoursKey(window), versionOf(window)),
    }),
    keepValues({ window, sums, slots }: SumJob): readonly ValueSums[] | undefined {
      const all = slots?.values() ?? [sums.values()];
      memory?.keep(valuesKey(window), versionOf(window), all, bytesOfValues(all));
      return inWindow(window, all);
    },
    keepHours({ window, sums }: SumJob): HourSums {
      const hours = sums.hours();
      memory?.keep(hoursKey(window), versionOf(window), hours, bytesOfHours(hours));
      return hours;
    },
  };
}

const noHourSums: HourSums = { hours: [], revisits: new Uint16Array(0) };

/** Of an entry and its arrays, beside what they hold. */
const entryBytes = 1_000;

function bytesOfValues(sums: readonly ValueSums[]): number {
  const lists = sums.flatMap(({ families }) => Object.values(families).flat());
  return lists.reduce((bytes, { ids }) => bytes + ids.length * 16 + 200, entryBytes);
}

function bytesOfHours({ hours, revisits }: HourSums): number {
  return hours.reduce((bytes, counts) => bytes + counts.byteLength, entryBytes + revisits.byteLength);
}

/** What has to be taken off again: sums of whole sets are remembered with these days in them. */
async function readLeftOut(
  { snapshot }: PackSource,
  windows: readonly MonthWindow[],
  leftOut: readonly LeftOutDay[],
  wish: SumWish,
): Promise<readonly WindowSums[]> {
  const found: WindowSums[] = [];
  for (const window of windows) {
    const days = Map.groupBy(
      leftOut.filter(({ month }) => month === window.month),
      ({ code }) => code,
    );
    if (days.size === 0) continue;
    const sums = new MonthSums(wish);
    const codes = [...days.keys()].sort((a, b) => a - b);
    for await (const packs of snapshot.packs(codes, window.month, window.month, partsFor(wish, false)))
      for (const pack of packs)
        for (const { day } of days.get(pack.code) ?? []) sums.add(pack, dayIn(window, day));
    found.push({ window, values: [sums.values()], hours: sums.hours() });
  }
  return found;
}

function dayIn({ month, fromQuarter, toQuarter }: MonthWindow, day: number): QuarterWindow {
  const startQuarter = (day - firstDayOfMonth(month)) * quartersPerDay;
  return {
    fromQuarter: Math.max(fromQuarter, startQuarter),
    toQuarter: Math.min(toQuarter, startQuarter + quartersPerDay),
    whole: false,
  };
}
