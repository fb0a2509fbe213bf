import type { Code } from '../../core/codes/code.ts';
import type { NamedAnswer } from '../../core/stats/ask/ask.ts';
import { metricDefinitions } from '../../core/stats/definitions.ts';
import type {
  Breakdown,
  BreakdownRow,
  Dimension,
  Interval,
  Metric,
  StatPeriod,
} from '../../core/stats/question.ts';
import { renderBreakdownCursor } from './breakdown-cursor.ts';

/** An answer with everything in it named, before a surface gives it the names of its fields. */
export interface ShownStatistics<Time> extends ShownPeriod<Time> {
  readonly tz: string;
  readonly interval: Interval | null;
  readonly metrics: readonly Metric[];
  readonly previous: ShownPeriod<Time> | null;
  readonly breakdowns: readonly ShownBreakdown[];
  /** UTC ms. */
  readonly sealedUntil: number;
  readonly definitions: { readonly [M in Metric]?: string };
}

export type ShownCounts = { readonly [M in Metric]?: number };

export interface ShownPeriod<Time> {
  readonly since: Time;
  readonly until: Time;
  readonly totals: ShownCounts;
  readonly series: readonly (ShownCounts & { readonly start: Time })[] | null;
}

interface ShownBreakdown {
  readonly by: Dimension;
  readonly total: number;
  readonly next: string | null;
  readonly rows: readonly ShownRow[];
}

export interface ShownRow {
  readonly value: string | number | null;
  readonly country?: string | null;
  readonly region?: string | null;
  readonly code?: Pick<Code, 'id' | 'slug' | 'name'>;
  readonly counts: ShownCounts;
  /** With `split`: different values within the row, and some of them. */
  readonly total?: number;
  readonly rows?: readonly ShownRow[];
}

type RenderTime<Time> = (ms: number, zone: string) => Time;

export function showStatistics<Time>(
  { question, answer, codes }: NamedAnswer,
  time: RenderTime<Time>,
): ShownStatistics<Time> {
  const { metrics, zone, interval, split } = question;
  const context: Context = { metrics, codes, split };
  const showPart = (period: StatPeriod) => showPeriod(period, metrics, (ms) => time(ms, zone));
  return {
    ...showPart(answer),
    ...{ tz: zone, interval, metrics },
    previous: answer.previous && showPart(answer.previous),
    breakdowns: answer.breakdowns.map((breakdown) => showBreakdown(breakdown, context)),
    sealedUntil: answer.sealedUntilMs,
    definitions: Object.fromEntries(metrics.map((metric) => [metric, metricDefinitions[metric]])),
  };
}

interface Context {
  readonly metrics: readonly Metric[];
  readonly codes: ReadonlyMap<number, Code>;
  readonly split: Dimension | null;
}

function showCounts(counts: readonly number[], metrics: readonly Metric[]): ShownCounts {
  return Object.fromEntries(metrics.map((metric, n) => [metric, counts[n] ?? 0]));
}

function showPeriod<Time>(
  { sinceMs, untilMs, totals, series }: StatPeriod,
  metrics: readonly Metric[],
  time: (ms: number) => Time,
): ShownPeriod<Time> {
  const points = series?.map(({ startMs, counts }) => ({
    start: time(startMs),
    ...showCounts(counts, metrics),
  }));
  return {
    since: time(sinceMs),
    until: time(untilMs),
    totals: showCounts(totals, metrics),
    series: points ?? null,
  };
}

function showBreakdown({ by, total, next, rows }: Breakdown, context: Context): ShownBreakdown {
  const { split } = context;
  const shown = rows.flatMap((row) =>
    showRow(by, row, context).map((one) => {
      if (split === null || row.rows === undefined) return one;
      const inner = row.rows.flatMap((each) => showRow(split, each, context));
      return { ...one, total: row.total ?? inner.length, rows: inner };
    }),
  );
  const [metric] = context.metrics;
  const cursor = next && metric ? renderBreakdownCursor({ by, metric, place: next }) : null;
  return { by, total, next: cursor, rows: shown };
}

/** No row for a code that was deleted while the question was answered. */
function showRow(by: Dimension, row: BreakdownRow, { metrics, codes }: Context): ShownRow[] {
  const counts = showCounts(row.counts, metrics);
  const { value, country, region } = row;
  if (by === 'region') return [{ value, country, counts }];
  if (by === 'city') return [{ value, country, region, counts }];
  if (by !== 'code') return [{ value, counts }];
  const code = codes.get(Number(value));
  if (!code) return [];
  const { id, slug, name } = code;
  return [{ value: id, code: { id, slug, name }, counts }];
}
