import type { PackStore } from '../../core/stats/port.ts';

/** The right to write packs, which one sealer has at a time. */
export interface Claim {
  /** Lengthens it when a good part of it is over; to be called between writes and between pages. @throws LeaseLost */
  keep(): Promise<void>;
  release(): Promise<void>;
}

/** A sealer that dies keeps the others away for this long. */
const leaseMs = 60_000;
const renewMs = 15_000;

/** Undefined while another holder has it. @param holder of this run alone */
export async function takeClaim(
  store: PackStore,
  holder: string,
  now: () => number,
): Promise<Claim | undefined> {
  if (!(await store.claim(holder, now(), leaseMs))) return undefined;
  let takenMs = now();
  return {
    async keep() {
      const nowMs = now();
      // A clock that went back as well: the end of the lease may be anywhere then.
      if (nowMs >= takenMs && nowMs - takenMs < renewMs) return;
      await store.renew(holder, nowMs, leaseMs);
      takenMs = nowMs;
    },
    release: () => store.release(holder),
  };
}
