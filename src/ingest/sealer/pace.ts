import { performance } from 'node:perf_hooks';
import type { PackStore, StatSnapshot } from '../../core/stats/port.ts';
import type { Claim } from './claim.ts';

/** Measured on two cores that were both busy: with less, storing scans lost more than a tenth of its rate. */
const pausePerWait = 8;
/** Between two writes, so that whoever waits for the lock of the database gets it. */
const betweenWrites = { minMs: 4, maxMs: 2_000 };
/** Within a snapshot, which is not to be held open for long. */
const betweenRows = { minMs: 0, maxMs: 100 };
/** What a timer cannot keep anyway. */
const pauseLeastMs = 1;

export interface Pace {
  betweenWrites(): Promise<void>;
  betweenRows(): Promise<void>;
}

/**
 * Pauses of work that can wait. Time in which the thread had something to do and did not run was somebody else's turn,
 * on the processor or the disk: the more of it, the longer the pause. With nobody else there is hardly any. Waiting for
 * the answer of a database server does not count: that is nobody's turn here.
 */
export function createPace(): Pace {
  let activeMs = activeTimeMs();
  let usedMs = threadTimeMs();
  const pause = async ({ minMs, maxMs }: typeof betweenWrites) => {
    const waitedMs = activeTimeMs() - activeMs - (threadTimeMs() - usedMs);
    const pauseMs = Math.min(maxMs, minMs + Math.max(0, waitedMs) * pausePerWait);
    if (pauseMs < pauseLeastMs) return;
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    activeMs = activeTimeMs();
    usedMs = threadTimeMs();
  };
  return { betweenWrites: () => pause(betweenWrites), betweenRows: () => pause(betweenRows) };
}

/** Time in which this thread's event loop had something to do. */
function activeTimeMs(): number {
  return performance.eventLoopUtilization().active;
}

function threadTimeMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/** The same pauses, in which the claim is kept. @throws LeaseLost */
export function keepingClaim(pace: Pace, claim: Claim): Pace {
  return {
    async betweenWrites() {
      await pace.betweenWrites();
      await claim.keep();
    },
    async betweenRows() {
      await pace.betweenRows();
      await claim.keep();
    },
  };
}

/** The same store, with pauses while it reads many rows. */
export function withPace(store: PackStore, pace: Pace): PackStore {
  return { ...store, read: (work) => store.read((snapshot) => work(withPausedRows(snapshot, pace))) };
}

function withPausedRows(snapshot: StatSnapshot, pace: Pace): StatSnapshot {
  return {
    state: () => snapshot.state(),
    lateHits: (codes) => snapshot.lateHits(codes),
    monthVersions: (...months) => snapshot.monthVersions(...months),
    packs: (...range) => snapshot.packs(...range),
    async *rows(...range) {
      for await (const chunk of snapshot.rows(...range)) {
        yield chunk;
        await pace.betweenRows();
      }
    },
    places: (ids) => snapshot.places(ids),
    agents: (ids) => snapshot.agents(ids),
    referrers: (ids) => snapshot.referrers(ids),
  };
}
