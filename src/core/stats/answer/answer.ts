import { invalid } from '../../errors.ts';
import { dayStartMs } from '../month.ts';
import type { StatReads, StatSnapshot } from '../port.ts';
import {
  detailBytesMax,
  rawRowsMax,
  type StatAnswer,
  type StatFilter,
  type Statistics,
  type StatPeriod,
  type StatQuestion,
} from '../question.ts';
import { periodBefore, pointsIn, pointsMax, type TimeRange } from '../zone.ts';
import { zoneOf } from '../zone-offsets.ts';
import { refuseManyRows, renderBreakdown } from './breakdown.ts';
import { NameMemory } from './breakdown-names.ts';
import { createTally, type PeriodTally } from './count-tally.ts';
import { type AnswerSource, countPeriod, ReadBudget } from './period.ts';
import { renderSeries } from './series.ts';
import { SumMemory, sumMemoryBytes } from './sums-memory.ts';

export interface StatLimits {
  /** Single hits that one answer reads at most. */
  readonly rowsMax?: number;
  /** Bytes of packs that tell the times of values, which one answer with filters reads at most. */
  readonly detailBytesMax?: number;
  /** Sums of at least as many codes are remembered. */
  readonly rememberedCodesMin?: number;
}

const rememberedCodesMin = 16;

interface Engine {
  readonly rowsMax: number;
  readonly detailBytesMax: number;
  readonly rememberedCodesMin: number;
  readonly sums: SumMemory;
  readonly names: NameMemory;
}

/**
 * Answers questions from packs, and from single hits where packs cannot tell. Everything of an answer is of one moment.
 * Answers can be asked for at the same time; closing closes the reads.
 */
export function createStatistics(reads: StatReads, limits: StatLimits = {}): Statistics {
  const engine: Engine = {
    rowsMax: limits.rowsMax ?? rawRowsMax,
    detailBytesMax: limits.detailBytesMax ?? detailBytesMax,
    rememberedCodesMin: limits.rememberedCodesMin ?? rememberedCodesMin,
    sums: new SumMemory(sumMemoryBytes),
    names: new NameMemory(),
  };
  return {
    async answer(question) {
      refuseManyPoints(question);
      return reads.read((snapshot) => answerFrom(snapshot, engine, question));
    },
    close: () => reads.close(),
  };
}

function refuseManyPoints({ interval, zone, ...range }: StatQuestion): void {
  if (interval === null) return;
  const points = pointsIn(zone, interval, range);
  if (points > pointsMax)
    throw invalid(
      'interval',
      `that would be ${points.toLocaleString('en')} points, and at most ${pointsMax.toLocaleString('en')} are possible: choose a longer interval or a shorter range`,
    );
}

async function answerFrom(
  snapshot: StatSnapshot,
  engine: Engine,
  question: StatQuestion,
): Promise<StatAnswer> {
  const state = await snapshot.state();
  const codes = narrowCodes(question);
  const source: AnswerSource = {
    snapshot,
    state,
    codes,
    memory: codes.length < engine.rememberedCodesMin ? null : engine.sums,
    nameMemory: engine.names,
    filters: question.filters.filter(({ dimension }) => dimension !== 'code'),
    budget: new ReadBudget(engine),
    isBefore: false,
  };
  const tally = await countQuestion(source, question, question);
  const breakdowns = tally.breakdowns.map((one) => renderBreakdown(one, question.limit, question.after));
  if (question.wholeMax !== undefined) refuseManyRows(breakdowns, question.wholeMax);
  return {
    ...renderPeriod(tally),
    previous: question.compare ? await comparePeriod(source, question) : null,
    breakdowns,
    sealedUntilMs: dayStartMs(state.sealedDay),
  };
}

function narrowCodes({ codes, filters }: StatQuestion): readonly number[] {
  const filter = filters.find(({ dimension }) => dimension === 'code');
  return filter === undefined ? codes : codes.filter((code) => accepts(filter, code));
}

function accepts({ values }: StatFilter, value: string | number | null): boolean {
  return values.includes(value);
}

async function countQuestion(
  source: AnswerSource,
  question: StatQuestion,
  range: TimeRange,
): Promise<PeriodTally> {
  const { sinceMs, untilMs } = range;
  const tally = createTally(question, { sinceMs, untilMs }, zoneOf(question.zone));
  await countPeriod(source, tally);
  return tally;
}

async function comparePeriod(source: AnswerSource, question: StatQuestion): Promise<StatPeriod> {
  const before = periodBefore(question.zone, question);
  const totalsAlone = { ...question, by: [], split: null };
  return renderPeriod(await countQuestion({ ...source, isBefore: true }, totalsAlone, before));
}

function renderPeriod({ range, totals, series }: PeriodTally): StatPeriod {
  return { ...range, totals: totals.row(0), series: series === null ? null : renderSeries(series) };
}
