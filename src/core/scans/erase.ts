import { firstIdOfDay } from '../stats/month.ts';
import type { Store } from '../store.ts';
import { classesOf } from './hit.ts';

/** Single hits of whole UTC days (since 1970) that are to go; totals and statistics stay. */
export interface Erasure {
  /** `num` of each. */
  readonly codes: readonly number[];
  readonly fromDay: number;
  /** Exclusive. */
  readonly toDay: number;
}

/** Rows of one transaction: others write in between. */
export function eraseRowsOf({ eraseRows = 5_000 }: Store): number {
  return eraseRows;
}

/**
 * How many single hits are to go, or undefined where a day of them is not sealed: what is in no pack yet would be lost
 * for statistics.
 */
export async function countErasable(store: Store, erasure: Erasure): Promise<number | undefined> {
  const { sealedDay } = await store.scans.sealing();
  return erasure.toDay > sealedDay ? undefined : countHits(store, erasure);
}

async function countHits({ scans }: Store, { codes, fromDay, toDay }: Erasure): Promise<number> {
  const [fromId, toId] = [firstIdOfDay(fromDay), firstIdOfDay(toDay)];
  let hits = 0;
  for (const code of codes) hits += await scans.count(code, { fromId, toId, classes: classesOf('all') });
  return hits;
}

export interface Erased {
  readonly erased: number;
  /** Of days with late hits: they stay until these are in the statistics. */
  readonly left: number;
}

/** Each step is a transaction: whoever stops before the end has erased a part. */
export async function eraseHits(
  store: Store,
  erasure: Erasure,
  onProgress: (erased: number) => void,
): Promise<Erased> {
  let erased = 0;
  const onErased = (rows: number) => {
    erased += rows;
    onProgress(erased);
  };
  for (const code of erasure.codes) await eraseDays(store, code, erasure, { onErased });
  return { erased, left: await countHits(store, erasure) };
}

export interface EraseCallbacks {
  /** Told the rows of each step. */
  readonly onErased?: (rows: number) => void;
  /** Asked before each step. */
  readonly isStopped?: () => boolean;
}

/** Of sealed days alone, whatever is asked for. */
export async function eraseDays(
  store: Store,
  code: number,
  { fromDay, toDay }: Omit<Erasure, 'codes'>,
  { onErased, isStopped = () => false }: EraseCallbacks,
): Promise<void> {
  const limit = eraseRowsOf(store);
  for (let rows = limit; rows === limit && !isStopped(); ) {
    rows = await store.transact((tx) => tx.scans.pruneSome(code, fromDay, toDay, limit));
    onErased?.(rows);
  }
}
