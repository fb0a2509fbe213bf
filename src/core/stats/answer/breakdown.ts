import { AppError, sentenceOf } from '../../errors.ts';
import type { Breakdown, BreakdownPlace, BreakdownRow } from '../question.ts';
import type { DimensionValues, Value } from './breakdown-values.ts';
import type { CountTable } from './count-table.ts';
import type { BreakdownTally, SplitTally } from './count-tally.ts';

interface Row extends BreakdownRow {
  /** In the tables of the tally. */
  readonly key: number;
  readonly sortKey: string;
}

/** One page of a breakdown: the greatest counts first. */
export function renderBreakdown(
  tally: BreakdownTally,
  limit: number,
  after: BreakdownPlace | null,
): Breakdown {
  const rows = sortRows(listRows(tally.values, tally.table));
  const start = after === null ? 0 : rows.findIndex((row) => isBehind(row, after));
  const page = start < 0 ? [] : rows.slice(start, start + limitOf(tally.values, limit));
  const last = page.at(-1);
  const hasMore = last !== undefined && start + page.length < rows.length;
  const inner = tally.split === null ? null : splitRows(tally.split, tally.values.size, limit);
  return {
    by: tally.values.dimension,
    rows: page.map((row) => (inner === null ? withoutKeys(row) : { ...withoutKeys(row), ...inner(row.key) })),
    total: rows.length,
    next: hasMore ? { count: last.counts[0] as number, key: last.sortKey } : null,
  };
}

/** Here and not where they are wanted: millions of rows would hold up the thread that they are sent to. */
export function refuseManyRows(breakdowns: readonly Breakdown[], max: number): void {
  const rows = breakdowns.flatMap((one) => one.rows);
  const count = rows.reduce((sum, row) => sum + (row.rows?.length ?? 1), 0);
  const isPart = breakdowns.some(({ next }) => next) || rows.some((row) => (row.total ?? 0) > max);
  if (!isPart && count <= max) return;
  const message = `that would be more than ${max.toLocaleString('en')} rows: choose a shorter range, fewer codes or a filter`;
  throw new AppError('too_broad', sentenceOf(message), { details: [{ path: 'by', message }] });
}

/** A day has its 24 hours and a week its 7 days, whatever is asked for. */
function limitOf({ family }: DimensionValues, limit: number): number {
  return family === 'time' ? Number.POSITIVE_INFINITY : limit;
}

function isBehind(row: Row, { count, key }: BreakdownPlace): boolean {
  const own = row.counts[0] as number;
  return own < count || (own === count && row.sortKey > key);
}

function withoutKeys({ value, country, region, counts }: Row): BreakdownRow {
  return { value, country, region, counts };
}

function sortRows(rows: Row[]): Row[] {
  return rows.sort((a, b) => {
    const more = (b.counts[0] as number) - (a.counts[0] as number);
    if (more !== 0) return more;
    return a.sortKey < b.sortKey ? -1 : 1;
  });
}

function createRow(value: Value, key: number, counts: readonly number[]): Row {
  return {
    value: value.value,
    country: value.country,
    region: value.region,
    counts,
    key,
    sortKey: value.key,
  };
}

/** Hours and weekdays are all there; other values only with a count. */
function listRows(values: DimensionValues, table: CountTable): Row[] {
  const rows: Row[] = [];
  for (let key = 0; key < values.size; key += 1) {
    const counts = table.row(key);
    if (values.family === 'time' || counts.some((count) => count !== 0))
      rows.push(createRow(values.at(key), key, counts));
  }
  return rows;
}

/** Rows within each row, by its key. */
function splitRows(
  split: SplitTally,
  size: number,
  limit: number,
): (key: number) => Required<Pick<BreakdownRow, 'rows' | 'total'>> {
  const { values, pairs, table } = split;
  const found: Row[][] = Array.from({ length: size }, () => []);
  const met = found.map(() => new Set<number>());
  for (let pair = 0; pair < pairs.size; pair += 1) {
    const [outer, inner] = pairs.at(pair);
    const counts = table.row(pair);
    if (!counts.some((count) => count !== 0)) continue;
    found[outer]?.push(createRow(values.at(inner), inner, counts));
    met[outer]?.add(inner);
  }
  return (key) => {
    const rows = found[key] ?? [];
    if (values.family === 'time') rows.push(...emptyRows(values, met[key] ?? new Set(), table.columns));
    const shown = sortRows(rows).slice(0, limitOf(values, limit));
    return { rows: shown.map(withoutKeys), total: rows.length };
  };
}

function emptyRows(values: DimensionValues, met: ReadonlySet<number>, columns: number): Row[] {
  const rows: Row[] = [];
  for (let key = 0; key < values.size; key += 1)
    if (!met.has(key)) rows.push(createRow(values.at(key), key, new Array<number>(columns).fill(0)));
  return rows;
}
