import type { StoreReads } from '../store.ts';
import { firstScanIdAt, scanEpochMs } from './id.ts';
import type { ScanRow } from './scan.ts';

/** Rows of one question to the store; a listener has room for more than as many. */
const feedPageRows = 500;
/** Ids that lie further apart are asked for apart: a late hit must not make everything behind it be read again. */
const runGapIds = firstScanIdAt(scanEpochMs + 60_000);

/** The rows of these ids (ascending) of one code, a page at a time; those that are gone are left out. */
export async function* readRowsOf(
  store: StoreReads,
  codeNum: number,
  ids: readonly number[],
  classes: readonly number[],
): AsyncGenerator<readonly ScanRow[]> {
  for (const [first, last] of runsOf(ids)) {
    const wanted = new Set(ids.slice(first, last + 1));
    const toId = (ids[last] ?? 0) + 1;
    for (let fromId = ids[first] ?? 0; fromId < toId; ) {
      const rows = await store.scans.list(codeNum, { fromId, toId, classes }, 'oldest', 0, feedPageRows);
      const found = rows.filter((row) => wanted.has(row.id));
      if (found.length > 0) yield found;
      const end = rows.at(-1);
      fromId = rows.length < feedPageRows || end === undefined ? toId : end.id + 1;
    }
  }
}

/** First and last place of each run of ids that lie near each other. */
function runsOf(ids: readonly number[]): readonly (readonly [number, number])[] {
  const starts = ids.flatMap((id, at) => {
    const before = ids[at - 1];
    return before === undefined || id - before > runGapIds ? [at] : [];
  });
  return starts.map((start, n) => [start, (starts[n + 1] ?? ids.length) - 1] as const);
}
