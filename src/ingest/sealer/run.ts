import { randomUUID } from 'node:crypto';
import type { MessagePort } from 'node:worker_threads';
import { LeaseLost, type PackStore } from '../../core/stats/port.ts';
import { repackLate, sealUpTo } from '../../core/stats/seal/seal.ts';
import { type Claim, takeClaim } from './claim.ts';
import { firstOpenDay } from './day-end.ts';
import type { SealerMessage, SealOutcome } from './messages.ts';
import { createPace, keepingClaim, withPace } from './pace.ts';

export interface SealerOptions {
  /** Who claims: the id of this node's spool, so that a node that died goes on at once when it is back. */
  readonly node: string;
}

/**
 * One run of the sealer, in a thread of its own: days that are over are sealed, then late hits are put into the packs
 * of their days. It can be ended at any moment; what is written is whole, and the next run goes on behind it.
 */
export async function runSealer(
  options: SealerOptions,
  port: MessagePort | null,
  openStore: () => Promise<PackStore>,
): Promise<void> {
  if (!port) throw new Error('the sealer runs as a worker thread');
  let stopped = false;
  port.on('message', () => {
    stopped = true;
  });
  const say = (message: SealerMessage) => port.postMessage(message);
  try {
    const store = await openStore();
    try {
      say({ t: 'done', run: await sealWhatIsOver(store, options.node, () => stopped) });
    } finally {
      await store.close();
    }
  } catch (error) {
    say({ t: 'trouble', message: error instanceof Error ? error.message : String(error) });
  } finally {
    port.close();
  }
}

async function sealWhatIsOver(
  store: PackStore,
  node: string,
  isStopped: () => boolean,
): Promise<SealOutcome> {
  const day = firstOpenDay(Date.now());
  const { sealedDay, late } = await look(store);
  const nothing = { worked: false, sealedDay, hits: 0, packs: 0 };
  if (sealedDay >= day && late === 0) return nothing;
  // Another one for each run: what is left of this one can never take itself for a later one.
  const holder = `${node}:${randomUUID()}`;
  const claim = await takeClaim(store, holder, Date.now);
  if (!claim) return nothing;
  try {
    return await seal(store, holder, day, claim, isStopped);
  } catch (error) {
    // Another node took over while this one slept: its packs are as good.
    if (error instanceof LeaseLost) return nothing;
    throw error;
  } finally {
    // It ends by itself; a store that has gone away fails the run for its own reason.
    await claim.release().catch(() => undefined);
  }
}

async function seal(
  store: PackStore,
  holder: string,
  day: number,
  claim: Claim,
  isStopped: () => boolean,
): Promise<SealOutcome> {
  const pace = keepingClaim(createPace(), claim);
  const paced = withPace(store, pace);
  const callbacks = { isStopped, pause: pace.betweenWrites };
  const days = await sealUpTo(paced, holder, day, callbacks);
  const late = await repackLate(paced, holder, callbacks);
  const { sealedDay } = await look(store);
  return { worked: true, sealedDay, hits: days.hits + late.hits, packs: days.packs + late.packs };
}

function look(store: PackStore): Promise<{ readonly sealedDay: number; readonly late: number }> {
  return store.read(async (snapshot) => ({
    sealedDay: (await snapshot.state()).sealedDay,
    late: (await snapshot.lateHits()).length,
  }));
}
