import { randomUUID } from 'node:crypto';
import { openSink } from '../../src/compose.ts';
import type { Config } from '../../src/config/config.ts';
import type { Code } from '../../src/core/codes/code.ts';
import { type HitFacts, packFlags } from '../../src/core/scans/hit.ts';
import { firstScanIdAt } from '../../src/core/scans/id.ts';
import type { EnrichedHit } from '../../src/core/scans/scan.ts';

/** A hit of any time, told by what matters of it; the rest is that of an iPhone in no known place. */
export interface ToldHit extends Partial<Omit<EnrichedHit, 'id' | 'code' | 'workspace' | 'flags'>> {
  readonly code: Pick<Code, 'num' | 'workspaceNum'>;
  /** RFC 3339. */
  readonly at: string;
  readonly facts?: Partial<HitFacts>;
}

/** Stores hits as the drain does, beside the running program. */
export async function storeHits(config: Config, hits: readonly ToldHit[]): Promise<void> {
  const sink = await openSink(config);
  try {
    await sink.storeBatch({ id: randomUUID(), spool: randomUUID(), hits: hits.map(enrich) });
  } finally {
    await sink.close();
  }
}

function enrich({ code, at, facts, ...told }: ToldHit, n: number): EnrichedHit {
  const flags = packFlags({ kind: 'human', outcome: 'answered', repeat: false, reason: 'none', ...facts });
  return {
    ...{ country: null, region: null, city: null, visitor: 1, ua: 'iphone', referrer: null },
    ...{ device: 'mobile', os: 'iOS', browser: 'Safari' },
    ...told,
    // Hits of one millisecond differ in their sequence, as those of one node do.
    id: firstScanIdAt(Date.parse(at)) + (n % 4096),
    code: code.num,
    workspace: code.workspaceNum,
    flags,
  };
}
