import { once } from 'node:events';
import { join } from 'node:path';
import { openSink } from '../../src/compose.ts';
import type { Config } from '../../src/config/config.ts';
import { start } from '../processes.ts';
import { medianOf } from '../quantiles.ts';
import { createHitSource } from '../workload/hits.ts';

const batchHits = 2_000;
const rounds = 6;

export interface IngestBeside {
  readonly alonePerSecond: number;
  readonly besidePerSecond: number;
  /** Rates of single rounds. */
  readonly alone: readonly number[];
  readonly beside: readonly number[];
  /** Whether sealing went on until the last round was over. */
  readonly sealedThroughout: boolean;
}

/**
 * Stores hits of today in the batches of the drain, alone and while another process seals the thirteen months before.
 * @param config of a store that was never sealed
 */
export async function measureIngest(
  config: Config,
  input: { readonly codes: number; readonly workspace: number; readonly day: number; readonly hits: number },
): Promise<IngestBeside> {
  const sink = await openSink(config);
  const toMs = Date.now();
  const supply = { codes: input.codes, workspace: input.workspace, fromMs: toMs - 3_600_000, toMs, seed: 29 };
  const nextHits = createHitSource({ ...supply, hits: input.hits * rounds * 3 });
  let stored = 0;
  const round = async () => {
    // The hits are made before the clock runs.
    const batches = Array.from({ length: input.hits / batchHits }, () => nextHits(batchHits));
    const startedAt = performance.now();
    for (const hits of batches) {
      stored += 1;
      await sink.storeBatch({ id: `beside-${stored}`, spool: 'bench-beside', hits });
    }
    return (input.hits / (performance.now() - startedAt)) * 1000;
  };
  await round();
  const alone: number[] = [];
  for (let n = 0; n < rounds; n += 1) alone.push(await round());
  const sealer = start({
    core: null,
    command: process.execPath,
    args: [
      join(import.meta.dirname, 'seal-process.ts'),
      config.dataDir,
      String(input.day),
      config.databaseUrl ?? '',
    ],
  });
  await once(sealer.child.stdout ?? sealer.child, 'data');
  const beside: number[] = [];
  for (let n = 0; n < rounds; n += 1) beside.push(await round());
  const sealedThroughout = sealer.child.exitCode === null && !sealer.output().includes('{');
  await sink.close();
  await sealer.stop(1_000);
  return {
    ...{ alonePerSecond: medianOf(alone), besidePerSecond: medianOf(beside) },
    ...{ alone, beside, sealedThroughout },
  };
}
