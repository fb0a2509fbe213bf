import type { NamedAnswer } from '../../core/stats/ask/ask.ts';
import { type ShownPeriod, type ShownRow, type ShownStatistics, showStatistics } from './show-statistics.ts';
import { renderZoned } from './zoned-time.ts';

/** An answer as `/api/v1` gives it; its times carry the offset of the zone asked for. */
export function renderStatisticsJson(named: NamedAnswer) {
  const shown = showStatistics(named, renderZoned);
  const { since, until, totals, series } = renderPeriod(shown);
  const { tz, interval, metrics, previous, definitions } = shown;
  return {
    ...{ since, until, tz, interval, metrics: [...metrics], totals },
    previous: previous && renderPeriod(previous),
    series,
    breakdowns: shown.breakdowns.map(renderBreakdown),
    sealed_until: renderZoned(shown.sealedUntil, 'UTC'),
    definitions,
  };
}

function renderPeriod({ since, until, totals, series }: ShownPeriod<string>) {
  return { since, until, totals, series: series && [...series] };
}

function renderBreakdown({ by, total, next, rows }: ShownStatistics<string>['breakdowns'][number]) {
  return { by, total, next_cursor: next, data: rows.map(renderRow) };
}

type JsonRow = Omit<ShownRow, 'counts' | 'rows'> & ShownRow['counts'] & { data?: JsonRow[] };

function renderRow({ counts, rows, ...row }: ShownRow): JsonRow {
  return { ...row, ...counts, ...(rows && { data: rows.map(renderRow) }) };
}
