import { randomUUID } from 'node:crypto';
import type { PackStore } from '../core/stats/port.ts';
import { type Claim, takeClaim } from '../ingest/sealer/claim.ts';
import { createPace, keepingClaim, withPace } from '../ingest/sealer/pace.ts';

const askEveryMs = 500;

export interface ClaimedPacks {
  readonly packs: PackStore;
  readonly holder: string;
  /** To be awaited between writes. */
  pause(): Promise<void>;
}

/**
 * Claims the packs for a command beside running servers, whose sealers wait meanwhile.
 * @param onWait told once when a sealer is at work, which is waited for
 */
export async function withPackClaim<T>(
  packs: PackStore,
  onWait: () => void,
  work: (claimed: ClaimedPacks) => Promise<T>,
): Promise<T> {
  const holder = `command ${randomUUID()}`;
  const claim = (await takeClaim(packs, holder, Date.now)) ?? (await waitForClaim(packs, holder, onWait));
  const pace = keepingClaim(createPace(), claim);
  try {
    return await work({ packs: withPace(packs, pace), holder, pause: pace.betweenWrites });
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
