import { setTimeout as pause } from 'node:timers/promises';
import type { Config } from '../../src/config/config.ts';
import type { PackStore } from '../../src/core/stats/port.ts';
import { sealUpTo } from '../../src/core/stats/seal/seal.ts';
import { openPackStore } from '../../src/store/open.ts';
import { type Quantiles, quantilesOf } from '../quantiles.ts';

export interface Sealed {
  readonly hits: number;
  readonly seconds: number;
  readonly packs: number;
  /** Of the packs' own three parts, without what a table adds. */
  readonly packBytes: number;
  /** Time of each transaction that writes packs, in ms. */
  readonly writes: Quantiles;
}

/** Seals everything up to a day, as the sealer's thread does: all of it history that was never sealed. */
export async function sealAll(config: Config, day: number, hits: number): Promise<Sealed> {
  const { databaseUrl, dataDir, scanDurability: durability } = config;
  const store = await openPackStore({ url: databaseUrl ?? '', file: `${dataDir}/quietzone.db`, durability });
  const times: number[] = [];
  let [packs, packBytes] = [0, 0];
  const timed: PackStore = {
    ...wrap(store),
    async write(holder, write) {
      packs += write.packs.length;
      for (const { marginals, hours, detail } of write.packs) {
        packBytes += marginals.length + hours.length + detail.length;
      }
      const startedAt = performance.now();
      await store.write(holder, write);
      times.push(performance.now() - startedAt);
    },
  };
  try {
    const holder = 'bench';
    if (!(await store.claim(holder, Date.now(), 3_600_000))) throw new Error('another sealer has the claim');
    const startedAt = performance.now();
    await sealUpTo(timed, holder, day, { pause: () => pause(0) });
    const seconds = (performance.now() - startedAt) / 1000;
    await store.release(holder);
    return { hits, seconds, packs, packBytes, writes: quantilesOf(times) };
  } finally {
    await store.close();
  }
}

/** A copy with every method bound, which a class does not give when it is spread. */
function wrap(store: PackStore): PackStore {
  return {
    read: (work) => store.read(work),
    claim: (holder, nowMs, leaseMs) => store.claim(holder, nowMs, leaseMs),
    release: (holder) => store.release(holder),
    closeDays: (holder, day) => store.closeDays(holder, day),
    setSealed: (holder, day) => store.setSealed(holder, day),
    codesAfter: (code, limit) => store.codesAfter(code, limit),
    write: (holder, write) => store.write(holder, write),
    noteAgents: (agents, day) => store.noteAgents(agents, day),
    close: () => store.close(),
  };
}
