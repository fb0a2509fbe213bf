import type { Clock } from '../core/core.ts';
import { classesOf } from '../core/scans/hit.ts';
import { firstScanIdAt } from '../core/scans/id.ts';
import type { Store } from '../core/store.ts';

/**
 * Erases in the background what was deleted, and prunes what is older than it is kept: changes, and raw scans as
 * the operator wishes.
 * Every step is a short transaction of its own, so that no other write waits for long.
 */
export interface Eraser {
  /** Looks for work now, such as after a deletion. */
  wake(): void;
  stop(): Promise<void>;
}

export interface EraserOptions {
  readonly store: Store;
  readonly clock: Clock;
  /** 0 keeps raw scans for ever. */
  readonly retentionDays: number;
  readonly onTrouble: (error: unknown) => void;
}

const chunkRows = 5_000;
const idleMs = 60_000;
/** Hits that were on their way when the code was deleted are stored by then. */
const settleMs = 60_000;
const dayMs = 86_400_000;
const pruneEveryMs = 3_600_000;

export function startEraser(options: EraserOptions): Eraser {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  let asked = false;
  const isStopped = () => stopped;
  let prunedAtMs = Number.NEGATIVE_INFINITY;
  const work = async () => {
    await eraseAll(options, isStopped);
    const nowMs = options.clock.now();
    if (nowMs - prunedAtMs < pruneEveryMs) return;
    await pruneChanges(options, isStopped);
    if (options.retentionDays > 0) await pruneScans(options, isStopped);
    prunedAtMs = nowMs;
  };
  const run = () => {
    clearTimeout(timer);
    if (stopped) return;
    asked = false;
    running = work()
      .catch(options.onTrouble)
      .then(() => {
        if (stopped) return;
        timer = setTimeout(run, asked ? 0 : idleMs);
        timer.unref();
        idle = true;
      });
    idle = false;
  };
  let idle = true;
  run();
  return {
    wake() {
      asked = true;
      if (idle) run();
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}

async function eraseAll(options: EraserOptions, isStopped: () => boolean): Promise<void> {
  const { store, clock } = options;
  for (const { codeNum, at } of await store.scans.erasures()) {
    await inChunks(isStopped, () => store.transact((tx) => tx.scans.eraseSome(codeNum, chunkRows)));
    if (isStopped()) return;
    if (clock.now() - at > settleMs) await store.transact((tx) => tx.scans.finishErasure(codeNum));
  }
}

/** The log of changes is kept this long: the audit of a workspace. */
const changesKeptMs = 180 * dayMs;

async function pruneChanges({ store, clock }: EraserOptions, isStopped: () => boolean): Promise<void> {
  const beforeMs = clock.now() - changesKeptMs;
  await inChunks(isStopped, () => store.transact((tx) => tx.changes.pruneSome(beforeMs, chunkRows)));
}

async function pruneScans(
  { store, clock, retentionDays }: EraserOptions,
  isStopped: () => boolean,
): Promise<void> {
  const beforeId = firstScanIdAt(clock.now() - retentionDays * dayMs);
  for (let num = 0; !isStopped(); ) {
    const codes = await store.codes.listAfter(num, 500);
    for (const code of codes) {
      const old = { fromId: 0, toId: beforeId, classes: classesOf('all') };
      if ((await store.scans.list(code.num, old, 'oldest', 0, 1)).length === 0) continue;
      await inChunks(isStopped, () =>
        store.transact((tx) => tx.scans.pruneSome(code.num, beforeId, chunkRows)),
      );
    }
    const last = codes.at(-1);
    if (!last) return;
    num = last.num;
  }
}

async function inChunks(isStopped: () => boolean, step: () => Promise<number>): Promise<void> {
  while (!isStopped() && (await step()) === chunkRows);
}
