import type { Code } from '../codes/code.ts';
import type { StoreReads } from '../store.ts';
import type { FeedBatch, FeedListener } from './feed.ts';
import { readRowsOf } from './feed-rows.ts';
import { classesOf } from './hit.ts';
import type { ScanRow } from './scan.ts';

/** Which hits were stored since: their ids, ascending, and their codes; both small, since many may catch up at once. */
export interface Replay {
  readonly ids: Float64Array;
  /** `num` of the code of each. */
  readonly codes: Int32Array;
}

/** Codes asked for at once. */
const codesAtOnce = 8;
const listRows = 1_000;
/** Hits of one step of a replay. */
const stepHits = 250;

/** Undefined when there are more than `hitsMax`. */
export async function findReplay(
  store: StoreReads,
  { access, code, all }: Pick<FeedListener, 'access' | 'code' | 'all'>,
  fromId: number,
  hitsMax: number,
): Promise<Replay | undefined> {
  const classes = classesOf(all ? 'all' : 'scans');
  const nums = code === undefined ? await store.codes.listNums(access.workspace.id, {}) : [code.num];
  const scanned = [...(await store.scans.totals(nums, classes)).keys()];
  const found: [id: number, code: number][] = [];
  const collect = async (num: number) => {
    for (let from = fromId; found.length <= hitsMax; ) {
      const range = { fromId: from, toId: Number.MAX_SAFE_INTEGER, classes };
      const rows = await store.scans.list(num, range, 'oldest', 0, listRows);
      for (const { id } of rows) found.push([id, num]);
      const last = rows.at(-1);
      if (last === undefined || rows.length < listRows) return;
      from = last.id + 1;
    }
  };
  for (let at = 0; at < scanned.length && found.length <= hitsMax; at += codesAtOnce) {
    await Promise.all(scanned.slice(at, at + codesAtOnce).map(collect));
  }
  if (found.length > hitsMax) return undefined;
  found.sort(([a], [b]) => a - b);
  return { ids: Float64Array.from(found, ([id]) => id), codes: Int32Array.from(found, ([, num]) => num) };
}

/** Whether a hit is in the replay. */
export function isReplayed({ ids }: Replay, id: number): boolean {
  let [low, high] = [0, ids.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ids[middle] ?? 0) < id) low = middle + 1;
    else high = middle;
  }
  return ids[low] === id;
}

/** The hits themselves by id, so that a replay that is cut off goes on from the last one seen. */
export async function* readReplay(
  store: StoreReads,
  { access, all }: Pick<FeedListener, 'access' | 'all'>,
  replay: Replay,
): AsyncGenerator<readonly FeedBatch[]> {
  for (let from = 0; from < replay.ids.length; from += stepHits) {
    const idsByCode = groupByCode(replay, from, from + stepHits);
    const codes = await store.codes.findByNums(access.workspace.id, [...idsByCode.keys()]);
    const hits: Hit[] = [];
    for (const code of codes) {
      const ids = idsByCode.get(code.num) ?? [];
      for await (const rows of readRowsOf(store, code.num, ids, classesOf(all ? 'all' : 'scans'))) {
        for (const row of rows) hits.push({ code, row });
      }
    }
    if (hits.length > 0) yield batchesOf(hits, all);
  }
}

interface Hit {
  readonly code: Code;
  readonly row: ScanRow;
}

function groupByCode(replay: Replay, from: number, to: number): ReadonlyMap<number, readonly number[]> {
  const groups = new Map<number, number[]>();
  replay.ids.subarray(from, to).forEach((id, at) => {
    const num = replay.codes[from + at] ?? 0;
    const group = groups.get(num) ?? [];
    group.push(id);
    groups.set(num, group);
  });
  return groups;
}

/** In the order of ids; neighbours of one code together. */
function batchesOf(hits: readonly Hit[], all: boolean): readonly FeedBatch[] {
  const batches: { code: Code; rows: ScanRow[]; all: boolean }[] = [];
  for (const { code, row } of hits.toSorted((a, b) => a.row.id - b.row.id)) {
    const last = batches.at(-1);
    if (last?.code === code) last.rows.push(row);
    else batches.push({ code, rows: [row], all });
  }
  return batches;
}
