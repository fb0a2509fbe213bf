import { openPacks } from '../../src/compose.ts';
import type { Config } from '../../src/config/config.ts';
import type { PackStore } from '../../src/core/stats/port.ts';
import { sealUpTo } from '../../src/core/stats/seal/seal.ts';
import { createPace, withPace } from '../../src/ingest/sealer/pace.ts';
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

/** Seals everything up to a day with the pauses of the sealer's thread: all of it history that was never sealed. */
export async function sealAll(config: Config, day: number, hits: number): Promise<Sealed> {
  const store = await openPacks(config);
  const times: number[] = [];
  let [packs, packBytes] = [0, 0];
  const timed: PackStore = {
    ...store,
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
    const pace = createPace();
    await sealUpTo(withPace(timed, pace), holder, day, { pause: () => pace.betweenWrites() });
    const seconds = (performance.now() - startedAt) / 1000;
    await store.release(holder);
    return { hits, seconds, packs, packBytes, writes: quantilesOf(times) };
  } finally {
    await store.close();
  }
}
