import { cell } from '../../core/csv.ts';
import type { NamedAnswer } from '../../core/stats/ask/ask.ts';
import type { Dimension, Metric } from '../../core/stats/question.ts';
import {
  type ShownCounts,
  type ShownPeriod,
  type ShownRow,
  type ShownStatistics,
  showStatistics,
} from './show-statistics.ts';
import { renderZoned } from './zoned-time.ts';

type Cells = readonly string[];

/**
 * One table (RFC 4180) of an answer with at most one breakdown: its rows, or else the series, or else the totals. The
 * time before stands in the same line as what it is held against.
 */
export function renderStatisticsCsv(named: NamedAnswer): string {
  const shown = showStatistics(named, renderZoned);
  const lines = shown.breakdowns.length > 0 ? rowLines(named, shown) : periodLines(shown);
  return lines.map((cells) => `${cells.join(',')}\r\n`).join('');
}

function countCells(counts: ShownCounts | undefined, metrics: readonly Metric[]): Cells {
  return metrics.map((metric) => (counts === undefined ? '' : String(counts[metric] ?? 0)));
}

function periodLines(shown: ShownStatistics<string>): Cells[] {
  const { metrics, previous, series } = shown;
  const before = previous === null ? [] : [...['start'], ...metrics].map((name) => `previous_${name}`);
  if (series === null) {
    const names = ['since', 'until', ...metrics];
    const previousNames = previous === null ? [] : names.map((name) => `previous_${name}`);
    const cells = [shown, ...(previous ? [previous] : [])].flatMap((one) => totalCells(one, metrics));
    return [[...names, ...previousNames], cells];
  }
  const count = Math.max(series.length, previous?.series?.length ?? 0);
  const pointCells = (points: typeof series | null | undefined, at: number) => [
    points?.[at]?.start ?? '',
    ...countCells(points?.[at], metrics),
  ];
  const lines = Array.from({ length: count }, (_, at) => [
    ...pointCells(series, at),
    ...(previous === null ? [] : pointCells(previous.series, at)),
  ]);
  return [['start', ...metrics, ...before], ...lines];
}

function totalCells({ since, until, totals }: ShownPeriod<string>, metrics: readonly Metric[]): Cells {
  return [since, until, ...countCells(totals, metrics)];
}

/** Columns that say which row it is. */
function titlesOf(dimension: Dimension): Cells {
  if (dimension === 'region') return ['country', 'region'];
  if (dimension === 'city') return ['country', 'region', 'city'];
  return dimension === 'code' ? ['code_id', 'slug', 'name'] : [dimension];
}

function valueCells(dimension: Dimension, { value, country, region, code }: ShownRow): Cells {
  const last = typeof value === 'number' ? String(value) : cell(value);
  if (dimension === 'region') return [cell(country ?? null), last];
  if (dimension === 'city') return [cell(country ?? null), cell(region ?? null), last];
  return code === undefined ? [last] : [code.id, cell(code.slug), cell(code.name)];
}

function rowLines({ question }: NamedAnswer, { breakdowns, metrics }: ShownStatistics<string>): Cells[] {
  const { split } = question;
  const lines = breakdowns.flatMap(({ by, rows }) =>
    rows.flatMap((row) => {
      const own = valueCells(by, row);
      if (split === null) return [[...own, ...countCells(row.counts, metrics)]];
      return (row.rows ?? []).map((inner) => [
        ...own,
        ...valueCells(split, inner),
        ...countCells(inner.counts, metrics),
      ]);
    }),
  );
  const [by] = question.by;
  const titles = [...(by ? titlesOf(by) : []), ...(split ? titlesOf(split) : [])];
  return [[...titles, ...metrics], ...lines];
}
