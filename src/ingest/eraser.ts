import type { Clock } from '../core/core.ts';
import { eraseDays, eraseRowsOf } from '../core/scans/erase.ts';
import { classesOf } from '../core/scans/hit.ts';
import { dayMs, dayOfId, dayOfTime, firstIdOfDay } from '../core/stats/month.ts';
import type { Store } from '../core/store.ts';

/**
 * Erases in the background what was deleted, and prunes what is older than it is kept: changes, and single scans and
 * user-agent strings as the operator wishes.
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
  /** 0 keeps single scans for ever. */
  readonly retentionDays: number;
  /** 0 keeps user-agent strings for ever. */
  readonly agentRetentionDays: number;
  readonly onTrouble: (error: unknown) => void;
}

const chunkRows = 5_000;
const idleMs = 60_000;
/** Hits that were on their way when the code was deleted are stored by then. */
const settleMs = 60_000;
const pruneEveryMs = 3_600_000;
const forgetEveryMs = dayMs;

export function startEraser(options: EraserOptions): Eraser {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  let asked = false;
  const isStopped = () => stopped;
  const pruneOften = every(pruneEveryMs, async () => {
    await pruneChanges(options, isStopped);
    if (options.retentionDays > 0) await pruneScans(options, isStopped);
  });
  const forgetDaily = every(forgetEveryMs, async () => {
    if (options.agentRetentionDays > 0) await forgetAgents(options, isStopped);
  });
  const work = async () => {
    await eraseAll(options, isStopped);
    await pruneOften(options.clock.now());
    await forgetDaily(options.clock.now());
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

/** What fails is done again at the next chance. */
function every(spanMs: number, work: () => Promise<void>): (nowMs: number) => Promise<void> {
  let doneMs = Number.NEGATIVE_INFINITY;
  return async (nowMs) => {
    // A clock that was put back says nothing of how long ago that was.
    if (nowMs >= doneMs && nowMs - doneMs < spanMs) return;
    await work();
    doneMs = nowMs;
  };
}

async function eraseAll(options: EraserOptions, isStopped: () => boolean): Promise<void> {
  const { store, clock } = options;
  for (const { codeNum, at } of await store.scans.erasures()) {
    const rows = eraseRowsOf(store);
    await inChunks(isStopped, () => store.transact((tx) => tx.scans.eraseSome(codeNum, rows)), rows);
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

/** Whole UTC days, and such alone as are sealed: see `eraseDays`. */
async function pruneScans(
  { store, clock, retentionDays }: EraserOptions,
  isStopped: () => boolean,
): Promise<void> {
  const beforeDay = dayOfTime(clock.now()) - retentionDays;
  for (let num = 0; !isStopped(); ) {
    const codes = await store.codes.listAfter(num, 500);
    for (const code of codes) {
      const old = { fromId: 0, toId: firstIdOfDay(beforeDay), classes: classesOf('all') };
      const [oldest] = await store.scans.list(code.num, old, 'oldest', 0, 1);
      if (!oldest) continue;
      await eraseDays(store, code.num, { fromDay: dayOfId(oldest.id), toDay: beforeDay }, { isStopped });
    }
    const last = codes.at(-1);
    if (!last) return;
    num = last.num;
  }
}

/** Hits that come with such a string later make it known anew. */
async function forgetAgents(
  { store, clock, agentRetentionDays }: EraserOptions,
  isStopped: () => boolean,
): Promise<void> {
  const beforeDay = dayOfTime(clock.now()) - agentRetentionDays;
  await inChunks(isStopped, () => store.transact((tx) => tx.scans.forgetAgents(beforeDay, chunkRows)));
}

async function inChunks(isStopped: () => boolean, step: () => Promise<number>, rows = chunkRows) {
  while (!isStopped() && (await step()) === rows);
}
