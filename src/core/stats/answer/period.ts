import { AppError, invalid, sentenceOf } from '../../errors.ts';
import { firstScanIdAt, timeOfScanId } from '../../scans/id.ts';
import { dayMs, dayOfId, monthOfDay } from '../month.ts';
import type { HitRows, LateHit } from '../port.ts';
import type { StatFilter } from '../question.ts';
import type { TimeRange } from '../zone.ts';
import { isQuarterly } from '../zone-offsets.ts';
import { type NameMemory, Names } from './breakdown-names.ts';
import { countFilteredPacks, type DetailBudget } from './count-filtered.ts';
import { countPacks, type LeftOutDay, type PackSource } from './count-packs.ts';
import { createFilters, RowCounter, type RowFilter } from './count-rows.ts';
import { createTally, dimensionsOf, type PeriodTally } from './count-tally.ts';
import { endOfErased, findErasedDays, isErased, lastErasedDay } from './erased.ts';
import { canFilterPacks } from './pack-filter.ts';
import { planRange, type RangeEnd, type RangePlan } from './window.ts';

/** What one answer is made from. */
export interface AnswerSource extends PackSource {
  readonly nameMemory: NameMemory;
  /** Other than by code. */
  readonly filters: readonly StatFilter[];
  readonly budget: ReadBudget;
  /** It is the time before that is counted, which nobody has named the ends of. */
  readonly isBefore: boolean;
}

/** What an answer may still read: single hits, and the times of values. */
export class ReadBudget implements DetailBudget {
  readonly #rowsMax: number;
  readonly #detailBytesMax: number;
  #rows = 0;
  #waiting = 0;
  #detailBytes = 0;

  constructor({ rowsMax, detailBytesMax }: { readonly rowsMax: number; readonly detailBytesMax: number }) {
    this.#rowsMax = rowsMax;
    this.#detailBytesMax = detailBytesMax;
  }

  /**
   * @param isWaiting whether the rows wait to be put into packs, and need not be read then
   * @throws AppError too_broad before more is read than may be
   */
  take(rows: number, isWaiting = false): void {
    if (isWaiting) this.#waiting += rows;
    this.check(rows);
    this.#rows += rows;
  }

  check(rows: number): void {
    if (this.#rows + rows <= this.#rowsMax) return;
    throw tooManyRows(this.#rowsMax, this.#rows + rows - this.#waiting <= this.#rowsMax);
  }

  /** @throws AppError too_broad */
  takeDetail(bytes: number): void {
    this.#detailBytes += bytes;
    if (this.#detailBytes > this.#detailBytesMax)
      throw tooBroad(
        'the times of too many scans would have to be read: choose a shorter range or fewer codes, or ask without filters',
      );
  }
}

/** @param isForNow with what waits in packs it could be answered */
function tooManyRows(rowsMax: number, isForNow: boolean): AppError {
  return tooBroad(
    `more than ${rowsMax.toLocaleString('en')} single scans would have to be read` +
      (isForNow
        ? ', since statistics are being brought up to date: ask again in some minutes, or choose a shorter range or ' +
          'fewer codes'
        : ': choose a shorter range or fewer codes, or ask without split, without visitors by anything but time and ' +
          'code, and without filters; those of one kind (places, devices, referrers) may stay where neither visitors ' +
          'nor breakdowns of another kind are asked for'),
  );
}

function tooBroad(message: string): AppError {
  return new AppError('too_broad', sentenceOf(message), { details: [{ path: 'since', message }] });
}

/** Counts everything that the tally asks for in its range. */
export async function countPeriod(source: AnswerSource, tally: PeriodTally): Promise<void> {
  if (source.codes.length === 0) return;
  const filters = createFilters(source.filters);
  const dimensions = [...dimensionsOf(tally), ...filters.map(({ values }) => values)];
  const names = new Names(source.snapshot, source.nameMemory, dimensions);
  const counter = new RowCounter(tally, filters, names);
  const allSingle = needsSingleHits(tally, filters);
  const plan = planRange(tally.range, source.state.sealedDay * dayMs, {
    allSingle,
    visitors: tally.visitorColumn >= 0,
  });
  if (plan.packed === null) await checkSingle(source, tally, plan);
  await checkEnds(source, plan.ends);
  const leftOut = plan.packed === null ? [] : await countLate(source, plan.packed, counter);
  for (const range of plan.single) {
    const isWaiting = !allSingle && isWaitingRange(source, range);
    await countSingle(source, source.codes, range, counter, { isWaiting });
  }
  if (plan.packed === null) return;
  if (filters.length === 0) await countPacks(source, plan.packed, leftOut, tally, names);
  else await countFilteredPacks(source, plan.packed, leftOut, tally, names, filters);
}

/** Whether it has days that are over and not sealed: on an ordinary day they are but the last one. */
function isWaitingRange({ state }: AnswerSource, { sinceMs, untilMs }: TimeRange): boolean {
  return sinceMs >= state.sealedDay * dayMs && untilMs - sinceMs > 2 * dayMs;
}

/** Packs know one dimension at a time, by quarter-hours, and visitors by time and code alone. */
function needsSingleHits(tally: PeriodTally, filters: readonly RowFilter[]): boolean {
  const { breakdowns, visitorColumn, zone, range } = tally;
  if (filters.length > 0 && !canFilterPacks(filters, tally)) return true;
  for (const { values, split } of breakdowns) {
    if (split !== null && (values.family !== 'time' || split.values.family !== 'time')) return true;
    if (visitorColumn >= 0 && values.family !== 'time' && values.family !== 'code') return true;
  }
  const goesByTime =
    tally.series !== null || [...breakdowns, ...filters].some(({ values }) => values.family === 'time');
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
    const { snapshot, codes } = source;
    const day = lastErasedDay(await findErasedDays(snapshot, codes, fromDay, toDay), fromDay, toDay);
    if (day !== undefined)
      throw erased(source, day, await endOfErased(snapshot, codes, day, source.state.sealedDay));
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

function erased({ isBefore }: AnswerSource, day: number, nextDay: number): AppError {
  const date = (of: number) => new Date(of * dayMs).toISOString().slice(0, 10);
  const without =
    'without split, visitors by place, agent or referrer, and filters along with visitors or another kind';
  return isBefore
    ? invalid(
        'compare',
        `some single scans of ${date(day)} (UTC), in the time before, are erased: ask without compare, or ${without}`,
      )
    : invalid(
        'since',
        `some single scans of ${date(day)} (UTC) are erased: ask from ${date(nextDay)} on, or ${without}`,
      );
}

async function checkEnds(source: AnswerSource, ends: readonly RangeEnd[]): Promise<void> {
  for (const { path, day } of ends) {
    const days = await findErasedDays(source.snapshot, source.codes, day, day + 1);
    if (lastErasedDay(days, day, day + 1) === undefined) continue;
    throw source.isBefore
      ? invalid(
          'compare',
          'in the time before, single scans of a day at an end are erased: use times on a quarter of an hour',
        )
      : invalid(path, 'single scans of that day are erased: use a time on a quarter of an hour');
  }
}

async function countSingle(
  { snapshot, budget }: AnswerSource,
  codes: readonly number[],
  { sinceMs, untilMs }: TimeRange,
  counter: RowCounter,
  { isWaiting, isCounted }: { isWaiting: boolean; isCounted?: (rows: HitRows, place: number) => boolean },
): Promise<void> {
  for await (const rows of snapshot.rows(codes, firstScanIdAt(sinceMs), firstScanIdAt(untilMs))) {
    budget.take(rows.id.length, isWaiting);
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
    const startMs = dayOfId(id) * dayMs;
    return startMs < packed.untilMs && startMs + dayMs > packed.sinceMs;
  };
  const late = (await source.snapshot.lateHits(source.codes)).filter(inRange);
  const leftOut: LeftOutDay[] = [];
  for (const [day, hits] of Map.groupBy(late, ({ id }) => dayOfId(id))) {
    const codes = [...new Set(hits.map(({ code }) => code))].sort((a, b) => a - b);
    const erased = await findErasedDays(source.snapshot, codes, day, day + 1);
    const range = {
      sinceMs: Math.max(day * dayMs, packed.sinceMs),
      untilMs: Math.min((day + 1) * dayMs, packed.untilMs),
    };
    const ids = new Map(
      [...Map.groupBy(hits, ({ code }) => code)].map(([code, list]) => [code, idsOf(list)]),
    );
    const isCounted = (rows: HitRows, place: number) => {
      const code = rows.code[place] as number;
      return !isErased(erased, code, day) || ids.get(code)?.has(rows.id[place] as number) === true;
    };
    await countSingle(source, codes, range, counter, { isWaiting: true, isCounted });
    for (const code of codes)
      if (!isErased(erased, code, day)) leftOut.push({ code, day, month: monthOfDay(day) });
  }
  return leftOut;
}

function idsOf(hits: readonly LateHit[]): ReadonlySet<number> {
  return new Set(hits.map(({ id }) => id));
}
