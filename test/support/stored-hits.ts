import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { storeOptionsOf } from '../../src/compose.ts';
import type { Config } from '../../src/config/config.ts';
import type { Code } from '../../src/core/codes/code.ts';
import { type HitFacts, packFlags } from '../../src/core/scans/hit.ts';
import { firstScanIdAt } from '../../src/core/scans/id.ts';
import type { EnrichedHit } from '../../src/core/scans/scan.ts';
import type { HitBatch } from '../../src/core/store.ts';
import type { StoreOptions } from '../../src/store/open.ts';

type CodeNums = Pick<Code, 'num' | 'workspaceNum'>;

/** A scan by an iPhone in no known place, as a drain hands it to the store, but for what is told of it. */
export function phoneHit(code: CodeNums, id: number, told: Partial<EnrichedHit> = {}): EnrichedHit {
  return {
    ...{ id, code: code.num, workspace: code.workspaceNum, visitor: 1, flags: 0 },
    ...{ country: null, region: null, city: null, referrer: null },
    ...{ ua: 'iphone', device: 'mobile', os: 'iOS', browser: 'Safari' },
    ...told,
  };
}

/** One of Berlin. @param n tells it from others of the same millisecond, 0-127 */
export function berlinHit(code: CodeNums, ms: number, n = 0): EnrichedHit {
  const berlin = { country: 'DE', region: 'Berlin', city: 'Berlin' };
  return phoneHit(code, firstScanIdAt(ms) + n, { visitor: n + 1, ...berlin });
}

/** A hit of any time, told by what matters of it; the rest is that of `phoneHit`. */
export interface ToldHit extends Partial<Omit<EnrichedHit, 'id' | 'code' | 'workspace' | 'flags'>> {
  readonly code: CodeNums;
  /** RFC 3339. */
  readonly at: string;
  readonly facts?: Partial<HitFacts>;
}

/** Stores hits as the drain does, beside the running program. */
export async function storeHits(config: Config, hits: readonly ToldHit[]): Promise<void> {
  await storeBatch(storeOptionsOf(config), { id: randomUUID(), spool: randomUUID(), hits: hits.map(enrich) });
}

/**
 * Stores a batch in a thread of its own. A sink on SQLite blocks the thread that called it while it waits for the
 * write lock: in the program's own it would wait for a transaction that needs that very thread to go on.
 */
export async function storeBatch(options: StoreOptions, batch: HitBatch): Promise<void> {
  const workerData: BatchToStore = { options, batch };
  const thread = new Worker(new URL('./store-batch.ts', import.meta.url), { workerData });
  const [code] = (await once(thread, 'exit')) as [number];
  if (code !== 0) throw new Error(`The batch was not stored: its thread ended with ${code}`);
}

export interface BatchToStore {
  readonly options: StoreOptions;
  readonly batch: HitBatch;
}

function enrich({ code, at, facts, ...told }: ToldHit, n: number): EnrichedHit {
  const flags = packFlags({ kind: 'human', outcome: 'answered', repeat: false, reason: 'none', ...facts });
  // Hits of one millisecond differ in their sequence, as those of one node do.
  return phoneHit(code, firstScanIdAt(Date.parse(at)) + (n % 4096), { ...told, flags });
}
