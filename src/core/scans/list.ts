import type { Code } from '../codes/code.ts';
import type { Core } from '../core.ts';
import { readPage } from '../page.ts';
import { classesOf, type HitFilter } from './hit.ts';
import { firstScanIdAt } from './id.ts';
import type { ScanRow } from './scan.ts';

export interface ScanQuery {
  readonly filter: HitFilter;
  /** UTC ms, inclusive. */
  readonly sinceMs?: number | undefined;
  /** UTC ms, exclusive. */
  readonly untilMs?: number | undefined;
  readonly offset: number;
  readonly limit: number;
  /** Rows strictly older than this id, with the total of the list it belongs to. */
  readonly cursor?: ScanCursor | undefined;
}

export interface ScanCursor {
  readonly beforeId: number;
  readonly total: number;
}

export interface ScanPage {
  readonly scans: readonly ScanRow[];
  readonly total: number;
  /** Undefined at the end of the log. */
  readonly next: ScanCursor | undefined;
}

/** Newest first. The total of the first page travels in the cursor, so that deep paging costs one range each. */
export async function listScans(core: Core, code: Code, query: ScanQuery): Promise<ScanPage> {
  const { scans } = core.store;
  const fromId = query.sinceMs === undefined ? 0 : firstScanIdAt(query.sinceMs);
  const toId = query.untilMs === undefined ? Number.MAX_SAFE_INTEGER : firstScanIdAt(query.untilMs);
  const range = { fromId, toId, classes: classesOf(query.filter) };
  const page = query.cursor ? { ...range, toId: Math.min(toId, query.cursor.beforeId) } : range;
  const offset = query.cursor ? 0 : query.offset;
  const { rows, last } = await readPage(query.limit, (count) =>
    scans.list(code.num, page, 'newest', offset, count),
  );
  // Counted after the rows were read: a scan that comes in between makes the total no smaller than the page.
  const total = query.cursor?.total ?? (await countRange(core, code, query, range));
  return { scans: rows, total, next: last && { beforeId: last.id, total } };
}

async function countRange(
  core: Core,
  code: Code,
  query: ScanQuery,
  range: { fromId: number; toId: number; classes: readonly number[] },
): Promise<number> {
  if (query.sinceMs !== undefined || query.untilMs !== undefined)
    return core.store.scans.count(code.num, range);
  return (await core.store.scans.totals([code.num], range.classes)).get(code.num) ?? 0;
}

const streamPageRows = 1_000;

/** The whole log, oldest first, a page at a time: memory does not grow with the log. */
export async function* streamScans(
  core: Core,
  code: Code,
  query: Pick<ScanQuery, 'filter' | 'sinceMs' | 'untilMs'>,
  rowsMax = Number.POSITIVE_INFINITY,
): AsyncGenerator<readonly ScanRow[]> {
  let fromId = query.sinceMs === undefined ? 0 : firstScanIdAt(query.sinceMs);
  const toId = query.untilMs === undefined ? Number.MAX_SAFE_INTEGER : firstScanIdAt(query.untilMs);
  const classes = classesOf(query.filter);
  let left = rowsMax;
  while (left > 0) {
    const limit = Math.min(streamPageRows, left);
    const rows = await core.store.scans.list(code.num, { fromId, toId, classes }, 'oldest', 0, limit);
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    if (!last || rows.length < limit) return;
    left -= rows.length;
    fromId = last.id + 1;
  }
}
