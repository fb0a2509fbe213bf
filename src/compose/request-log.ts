import { forgetSome } from '../core/idempotency/once.ts';
import {
  type KeyRequest,
  type RecordRequest,
  requestsKept,
  requestsKeptMs,
} from '../core/requests/request.ts';
import type { Store } from '../core/store.ts';

/** Calls that wait in memory; of more than that the oldest are dropped. Some 3 MB at most. */
const waitingMax = 5_000;
const lingerMs = 2_000;
const retryMs = 30_000;
const pruneEveryMs = 3_600_000;
const pruneRows = 1_000;

export interface RequestLogOptions {
  readonly store: Store;
  readonly now: () => number;
  /** UUIDv7. */
  readonly uuid: () => string;
  readonly onTrouble: (error: unknown, dropped: number) => void;
}

export interface RequestLog {
  readonly record: RecordRequest;
  /** Resolves when everything recorded before is stored, or could not be. */
  flush(): Promise<void>;
  /** Stores what waits. */
  close(): Promise<void>;
}

/**
 * The log of what was asked with each key. A call only leaves a note in memory; notes are stored together, at most 2 s
 * later and when the program stops. A crash loses those seconds, and a database that is away for long loses the oldest:
 * this log is for people who look for a mistake, and no call may wait or fail for it.
 */
export function openRequestLog({ store, now, uuid, onTrouble }: RequestLogOptions): RequestLog {
  let waiting: KeyRequest[] = [];
  let dropped = 0;
  let running = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  let prunedAt = Number.NEGATIVE_INFINITY;
  /** With the first calls as well: a server may be started anew each hour. */
  const tidyUp = async () => {
    if (now() - prunedAt < pruneEveryMs) return;
    prunedAt = now();
    await prune(store, prunedAt);
  };
  const tidy = setInterval(() => void tidyUp().catch(() => undefined), pruneEveryMs).unref();
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    running = running.then(storeWaiting);
    return running;
  };
  const flushIn = (delayMs: number) => {
    timer ??= setTimeout(() => void flush(), delayMs).unref();
  };
  const storeWaiting = async () => {
    const batch = waiting;
    if (batch.length === 0) return;
    waiting = [];
    try {
      await storeBatch(store, batch);
      dropped = 0;
      await tidyUp().catch(() => undefined);
    } catch (error) {
      const most = waitingMax - waiting.length;
      dropped += Math.max(0, batch.length - most);
      waiting = [...(most > 0 ? batch.slice(-most) : []), ...waiting];
      onTrouble(error, dropped);
      flushIn(retryMs);
    }
  };
  return {
    flush,
    record(request) {
      waiting.push({ ...request, id: uuid(), at: now() });
      if (waiting.length > waitingMax * 1.1) {
        dropped += waiting.length - waitingMax;
        waiting = waiting.slice(-waitingMax);
      }
      flushIn(lingerMs);
    },
    async close() {
      clearInterval(tidy);
      await flush();
      clearTimeout(timer);
    },
  };
}

function storeBatch(store: Store, batch: readonly KeyRequest[]): Promise<void> {
  const byKey = Map.groupBy(batch, (request) => request.keyId);
  return store.transact(async (tx) => {
    for (const [keyId, requests] of byKey) {
      await tx.requests.insert(requests.slice(-requestsKept));
      await tx.requests.trim(keyId, requestsKept);
    }
  });
}

/** What is too old, of this log and of answers that are kept for repeated requests. */
async function prune(store: Store, nowMs: number): Promise<void> {
  let erased: number;
  do {
    erased = await store.transact((tx) => tx.requests.pruneSome(nowMs - requestsKeptMs, pruneRows));
  } while (erased === pruneRows);
  do {
    erased = await forgetSome({ store }, nowMs, pruneRows);
  } while (erased === pruneRows);
}
