import type { Code } from '../codes/code.ts';
import type { StoreReads } from '../store.ts';
import type { FeedBatch, FeedListener } from './feed.ts';
import { readRowsOf } from './feed-rows.ts';
import { chooseRows, type FeedWish } from './feed-wish.ts';
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

/** Undefined when there are more than `hitsMax`, before filters: that is what is read. */
export async function findReplay(
  store: StoreReads,
  wish: FeedWish & Pick<FeedListener, 'access'>,
  fromId: number,
  hitsMax: number,
): Promise<Replay | undefined> {
  const classes = classesOf(wish.all ? 'all' : 'scans');
  const nums = await listNums(store, wish);
  const scanned = [...(await store.scans.totals(nums, classes)).keys()];
  const found: [id: number, code: number][] = [];
  let read = 0;
  const collect = async (num: number) => {
    for (let from = fromId; read <= hitsMax; ) {
      const range = { fromId: from, toId: Number.MAX_SAFE_INTEGER, classes };
      const rows = await store.scans.list(num, range, 'oldest', 0, listRows);
      read += rows.length;
      for (const { id } of chooseRows(wish, rows)) found.push([id, num]);
      const last = rows.at(-1);
      if (last === undefined || rows.length < listRows) return;
      from = last.id + 1;
    }
  };
  for (let at = 0; at < scanned.length && read <= hitsMax; at += codesAtOnce) {
    await Promise.all(scanned.slice(at, at + codesAtOnce).map(collect));
  }
  if (read > hitsMax) return undefined;
  found.sort(([a], [b]) => a - b);
  return { ids: Float64Array.from(found, ([id]) => id), codes: Int32Array.from(found, ([, num]) => num) };
}

/** Of those that the wish is about now. */
async function listNums(
  store: StoreReads,
  { access, code, tag, folderId }: FeedWish & Pick<FeedListener, 'access'>,
): Promise<readonly number[]> {
  if (tag === undefined && folderId === undefined && code !== undefined) return [code.num];
  const nums = await store.codes.listNums(access.workspace.id, { tag, folderId });
  return code === undefined ? nums : nums.filter((num) => num === code.num);
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
