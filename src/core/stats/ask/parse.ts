import { invalid } from '../../errors.ts';
import { dayOfTime } from '../month.ts';
import type { BreakdownPlace, Dimension, Interval, Metric, StatQuestion } from '../question.ts';
import { isTimeDimension } from '../time-dimensions.ts';
import { localDayOf, startOfLocalDay, type TimeRange } from '../zone.ts';
import { type Zone, zoneOf } from '../zone-offsets.ts';
import { type FilterInput, parseFilters } from './parse-filters.ts';
import { requireZoneName } from './require-zone.ts';

/** UTC ms, or a day of the calendar (`2026-03-29`) that stands for its first moment in the zone asked for. */
export type Moment = { readonly ms: number } | { readonly day: string };

/** A question as it is asked, with the names in it known already. */
export interface QuestionInput {
  readonly since: Moment | undefined;
  readonly until: Moment | undefined;
  readonly zone: string | undefined;
  readonly interval: Interval | null;
  readonly metrics: readonly Metric[];
  readonly by: readonly Dimension[];
  readonly split: Dimension | null;
  readonly filters: FilterInput;
  /** 1-1,000. */
  readonly limit: number;
  /** As `StatQuestion.wholeMax`. */
  readonly wholeMax?: number;
  readonly after: PageEnd | null;
  readonly compare: boolean;
}

/** Where the page before ended, with what its rows were of and ordered by. */
export interface PageEnd {
  readonly by: Dimension;
  readonly metric: Metric;
  readonly place: BreakdownPlace;
}

const daysByDefault = 30;

/**
 * Whoever leaves things out asks for scans and daily visitors of the last 30 days and today, by UTC.
 * @param codes as `StatQuestion.codes`
 * @throws AppError validation_error that names the parameter
 */
export function parseQuestion(input: QuestionInput, codes: readonly number[], nowMs: number): StatQuestion {
  const { interval, by, split, limit, wholeMax, after, compare } = input;
  const zone = requireZoneName(input.zone);
  const range = parseRange(input, zoneOf(zone), nowMs);
  const metrics = input.metrics.length === 0 ? metricsByDefault(by, split) : input.metrics;
  requireOneBreakdown(input);
  if (after !== null && (after.by !== by[0] || after.metric !== metrics[0]))
    throw invalid('cursor', 'is of another question: send by and metrics as for the page before');
  return {
    codes,
    ...range,
    zone,
    interval,
    metrics,
    by,
    split,
    filters: parseFilters(input.filters),
    ...{ limit, after: after?.place ?? null, compare },
    ...(wholeMax !== undefined && { wholeMax }),
  };
}

/** Visitors of a place, an agent or a referrer are counted over single scans: whoever wants that names them. */
function metricsByDefault(by: readonly Dimension[], split: Dimension | null): readonly Metric[] {
  const ofTimeAndCode = by.every((one) => one === 'code' || isTimeDimension(one));
  return ofTimeAndCode && split === null ? ['scans', 'visitors'] : ['scans'];
}

function parseRange({ since, until }: QuestionInput, zone: Zone, nowMs: number): TimeRange {
  const untilMs = until === undefined ? nowMs : momentMs(until, zone);
  const sinceMs =
    since === undefined
      ? startOfLocalDay(zone, localDayOf(zone, untilMs) - daysByDefault)
      : momentMs(since, zone);
  if (untilMs < sinceMs)
    throw until === undefined
      ? invalid('since', 'must not be after now (the default of until)')
      : invalid('until', 'must not be before since');
  return { sinceMs, untilMs };
}

function momentMs(moment: Moment, zone: Zone): number {
  return 'ms' in moment ? moment.ms : startOfLocalDay(zone, dayOfTime(Date.parse(`${moment.day}T00:00:00Z`)));
}

/** What goes on within one breakdown has to know which. */
function requireOneBreakdown({ by, split, after }: QuestionInput): void {
  if (split !== null && by.length !== 1) throw invalid('split', 'use it with exactly one dimension in by');
  if (split !== null && split === by[0]) throw invalid('split', 'must not be the dimension in by');
  if (after !== null && by.length !== 1) throw invalid('cursor', 'use it with exactly one dimension in by');
}
