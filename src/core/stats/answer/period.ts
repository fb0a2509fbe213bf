import { AppError, invalid } from '../../errors.ts';
import { firstScanIdAt, timeOfScanId } from '../../scans/id.ts';
import { monthOfDay } from '../month.ts';
import type { HitRows, LateHit } from '../port.ts';
import type { StatFilter } from '../question.ts';
import type { TimeRange } from '../zone.ts';
import { isQuarterly } from '../zone-offsets.ts';
import { type NameMemory, Names } from './breakdown-names.ts';
import { DimensionValues } from './breakdown-values.ts';
import { countPacks, type LeftOutDay, type PackSource } from './count-packs.ts';
import { createFilters, RowCounter } from './count-rows.ts';
import { createTally, dimensionsOf, type PeriodTally } from './count-tally.ts';
import { findErasedDays, isErased, lastErasedDay } from './erased.ts';
import { dayMs, planRange, type RangeEnd, type RangePlan } from './window.ts';

/** What one answer is made from. */
export interface AnswerSource extends PackSource {
  readonly nameMemory: NameMemory;
  /** Other than by code. */
  readonly filters: readonly StatFilter[];
  readonly budget: RowBudget;
}

/** Single hits that an answer may still read. */
export class RowBudget {
  readonly #rowsMax: number;
  #rows = 0;

  constructor(rowsMax: number) {
    this.#rowsMax = rowsMax;
  }

  /** @throws AppError too_broad before more is read than may be */
  take(rows: number): void {
    this.check(rows);
    this.#rows += rows;
  }

  check(rows: number): void {
    if (this.#rows + rows > this.#rowsMax) throw tooBroad(this.#rowsMax);
  }
}

function tooBroad(rowsMax: number): AppError {
  const message =
    `more than ${rowsMax.toLocaleString('en')} single scans would have to be read: choose a shorter range or fewer ` +
    'codes, or ask without filters, without split, and without visitors by anything but time and code';
  return new AppError('too_broad', message, { details: [{ path: 'since', message }] });
}

/** Counts everything that the tally asks for in its range. */
export async function countPeriod(source: AnswerSource, tally: PeriodTally): Promise<void> {
  if (source.codes.length === 0) return;
  const filters = createFilters(source.filters, ({ dimension }) => new DimensionValues(dimension));
  const dimensions = [...dimensionsOf(tally), ...filters.map(({ values }) => values)];
  const names = new Names(source.snapshot, source.nameMemory, dimensions);
  const counter = new RowCounter(tally, filters, names);
  const plan = planRange(tally.range, source.state.sealedDay * dayMs, {
    allSingle: needsSingleHits(source, tally),
    visitors: tally.visitorColumn >= 0,
  });
  if (plan.packed === null) await checkSingle(source, tally, plan);
  await checkEnds(source, plan.ends);
  const leftOut = plan.packed === null ? [] : await countLate(source, plan.packed, counter);
  for (const range of plan.single) await countSingle(source, source.codes, range, counter);
  if (plan.packed !== null) await countPacks(source, plan.packed, leftOut, tally, names);
}

/** Packs know one dimension at a time, by quarter-hours, and visitors by time and code alone. */
function needsSingleHits({ filters }: AnswerSource, tally: PeriodTally): boolean {
  const { breakdowns, visitorColumn, zone, range } = tally;
  if (filters.length > 0) return true;
  for (const { values, split } of breakdowns) {
    if (split !== null && (values.family !== 'time' || split.values.family !== 'time')) return true;
    if (visitorColumn >= 0 && values.family !== 'time' && values.family !== 'code') return true;
  }
  const goesByTime = tally.series !== null || breakdowns.some(({ values }) => values.family === 'time');
  const sinceMs = Math.max(range.sinceMs, timeOfScanId(0));
  return goesByTime && !isQuarterly(zone, sinceMs, range.untilMs);
}

/** Refuses soon what the single hits cannot tell, or only after too many of them were read. */
async function checkSingle(source: AnswerSource, tally: PeriodTally, plan: RangePlan): Promise<void> {
  const sealedMs = source.state.sealedDay * dayMs;
  for (const { sinceMs, untilMs } of plan.single) {
    if (sinceMs >= sealedMs) continue;
    const fromDay = Math.floor(sinceMs / dayMs);
    const toDay = Math.ceil(Math.min(untilMs, sealedMs) / dayMs);
    const erased = lastErasedDay(
      await findErasedDays(source.snapshot, source.codes, fromDay, toDay),
      fromDay,
      toDay,
    );
    if (erased !== undefined) throw erasedBefore(erased + 1);
  }
  await checkSealedHits(source, tally);
}

/** Counts them by the packs: what is not sealed, or at an end within a quarter-hour, comes on top. */
async function checkSealedHits(source: AnswerSource, { range, zone }: PeriodTally): Promise<void> {
  const sealedMs = source.state.sealedDay * dayMs;
  const { packed } = planRange(range, sealedMs, { allSingle: false, visitors: false });
  if (packed === null) return;
  const hits = createTally({ metrics: ['hits'], interval: null, by: [], split: null }, range, zone);
  await countPacks(source, packed, [], hits, new Names(source.snapshot, source.nameMemory, []));
  source.budget.check(hits.totals.row(0)[0] as number);
}

function erasedBefore(day: number): AppError {
  const date = new Date(day * dayMs).toISOString().slice(0, 10);
  return invalid(
    'since',
    `single scans before ${date} (UTC) are erased, and only totals without filters can be told of them: choose a later time`,
  );
}

async function checkEnds(source: AnswerSource, ends: readonly RangeEnd[]): Promise<void> {
  for (const { path, day } of ends) {
    const erased = await findErasedDays(source.snapshot, source.codes, day, day + 1);
    if (lastErasedDay(erased, day, day + 1) !== undefined)
      throw invalid(path, 'single scans of that day are erased: use a time on a quarter of an hour');
  }
}

async function countSingle(
  { snapshot, budget }: AnswerSource,
  codes: readonly number[],
  { sinceMs, untilMs }: TimeRange,
  counter: RowCounter,
  isCounted?: (rows: HitRows, place: number) => boolean,
): Promise<void> {
  for await (const rows of snapshot.rows(codes, firstScanIdAt(sinceMs), firstScanIdAt(untilMs))) {
    budget.take(rows.id.length);
    await counter.add(rows, isCounted === undefined ? undefined : (place) => isCounted(rows, place));
  }
}

/**
 * Counts the days in which hits came late from single hits, and says which days of packs these take the place of. Where
 * single hits of such a day are erased, the pack stays, and the late ones alone are added.
 */
async function countLate(
  source: AnswerSource,
  packed: TimeRange,
  counter: RowCounter,
): Promise<LeftOutDay[]> {
  // The late hit tells of its day: others of the day may have been given other flags.
  const inRange = ({ id }: LateHit) => {
    const startMs = Math.floor(timeOfScanId(id) / dayMs) * dayMs;
    return startMs < packed.untilMs && startMs + dayMs > packed.sinceMs;
  };
  const late = (await source.snapshot.lateHits(source.codes)).filter(inRange);
  const leftOut: LeftOutDay[] = [];
  for (const [day, hits] of Map.groupBy(late, ({ id }) => Math.floor(timeOfScanId(id) / dayMs))) {
    const codes = [...new Set(hits.map(({ code }) => code))].sort((a, b) => a - b);
    const erased = await findErasedDays(source.snapshot, codes, day, day + 1);
    const range = {
      sinceMs: Math.max(day * dayMs, packed.sinceMs),
      untilMs: Math.min((day + 1) * dayMs, packed.untilMs),
    };
    const ids = new Map(
      [...Map.groupBy(hits, ({ code }) => code)].map(([code, list]) => [code, idsOf(list)]),
    );
    await countSingle(source, codes, range, counter, (rows, place) => {
      const code = rows.code[place] as number;
      return !isErased(erased, code, day) || ids.get(code)?.has(rows.id[place] as number) === true;
    });
    for (const code of codes)
      if (!isErased(erased, code, day)) leftOut.push({ code, day, month: monthOfDay(day) });
  }
  return leftOut;
}

function idsOf(hits: readonly LateHit[]): ReadonlySet<number> {
  return new Set(hits.map(({ id }) => id));
}
