import type { z } from '@hono/zod-openapi';
import type { Code } from '../../core/codes/code.ts';
import type { NamedAnswer } from '../../core/stats/ask/ask.ts';
import { metricDefinitions } from '../../core/stats/definitions.ts';
import type { Breakdown, BreakdownRow, Dimension, Metric, StatPeriod } from '../../core/stats/question.ts';
import { renderZoned } from '../shared/zoned-time.ts';
import { renderBreakdownCursor } from './cursor.ts';
import type { statSchema } from './stat-schemas.ts';

type Wire = z.infer<typeof statSchema>;
type WireBreakdown = Wire['breakdowns'][number];
type WireRow = WireBreakdown['data'][number];

export function renderStatistics({ question, answer, codes }: NamedAnswer): Wire {
  const { metrics, zone, interval } = question;
  const context = { metrics, zone, codes, split: question.split };
  const { since, until, totals, series } = renderPeriod(answer, context);
  return {
    ...{ since, until, tz: zone, interval, metrics: [...metrics], totals },
    previous: answer.previous && renderPeriod(answer.previous, context),
    series,
    breakdowns: answer.breakdowns.map((breakdown) => renderBreakdown(breakdown, context)),
    sealed_until: renderZoned(answer.sealedUntilMs, 'UTC'),
    definitions: Object.fromEntries(metrics.map((metric) => [metric, metricDefinitions[metric]])),
  };
}

interface Context {
  readonly metrics: readonly Metric[];
  readonly zone: string;
  readonly codes: ReadonlyMap<number, Code>;
  readonly split: Dimension | null;
}

type Counts = Partial<Record<Metric, number>>;

function renderCounts(counts: readonly number[], { metrics }: Context): Counts {
  return Object.fromEntries(metrics.map((metric, n) => [metric, counts[n] ?? 0]));
}

function renderPeriod(period: StatPeriod, context: Context) {
  const series = period.series?.map(({ startMs, counts }) => ({
    start: renderZoned(startMs, context.zone),
    ...renderCounts(counts, context),
  }));
  return {
    since: renderZoned(period.sinceMs, context.zone),
    until: renderZoned(period.untilMs, context.zone),
    totals: renderCounts(period.totals, context),
    series: series ?? null,
  };
}

function renderBreakdown({ by, total, next, rows }: Breakdown, context: Context): WireBreakdown {
  const data = rows.flatMap((row) => {
    const [wire] = renderRow(by, row, context);
    if (!wire) return [];
    const { split } = context;
    return split && row.rows
      ? [{ ...wire, total: row.total, data: row.rows.flatMap((inner) => renderRow(split, inner, context)) }]
      : [wire];
  });
  const [metric] = context.metrics;
  const next_cursor = next && metric ? renderBreakdownCursor({ by, metric, place: next }) : null;
  return { by, total, next_cursor, data };
}

/** No row for a code that was deleted while the question was answered. */
function renderRow(by: Dimension, row: BreakdownRow, context: Context): WireRow[] {
  const counts = renderCounts(row.counts, context);
  const { value, country, region } = row;
  if (by === 'region') return [{ value, country, ...counts }];
  if (by === 'city') return [{ value, country, region, ...counts }];
  if (by !== 'code') return [{ value, ...counts }];
  const code = context.codes.get(Number(value));
  if (!code) return [];
  const { id, slug, name } = code;
  return [{ value: id, code: { id, slug, name }, ...counts }];
}
