import { randomUUID } from 'node:crypto';
import type { PackStore } from '../core/stats/port.ts';
import { type Claim, takeClaim } from '../ingest/sealer/claim.ts';
import { createPace } from '../ingest/sealer/pace.ts';

const askEveryMs = 500;

/**
 * Claims the packs for a command beside running servers, whose sealers wait meanwhile.
 * @param onWait told once when a sealer is at work, which is waited for
 * @param work its `pause` is to be awaited between writes
 */
export async function withPackClaim<T>(
  packs: PackStore,
  onWait: () => void,
  work: (holder: string, pause: () => Promise<void>) => Promise<T>,
): Promise<T> {
  const holder = `command ${randomUUID()}`;
  const claim = (await takeClaim(packs, holder, Date.now)) ?? (await waitForClaim(packs, holder, onWait));
  const pace = createPace();
  const pause = async () => {
    await pace.betweenWrites();
    await claim.keep();
  };
  try {
    return await work(holder, pause);
  } finally {
    await claim.release();
  }
}

async function waitForClaim(packs: PackStore, holder: string, onWait: () => void): Promise<Claim> {
  onWait();
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, askEveryMs));
    const claim = await takeClaim(packs, holder, Date.now);
    if (claim) return claim;
  }
}
