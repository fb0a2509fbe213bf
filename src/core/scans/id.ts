/**
 * Scan ids: integers below 2^53 that carry their time, so that `since`/`until` are id ranges and the cursor of
 * a log is the id. Layout: (ms since 2025-01-01T00:00Z) · 4096 + node (0-31) · 128 + sequence (0-127).
 */
export const scanEpochMs = Date.UTC(2025, 0, 1);
const idsPerMs = 4096;
const idsPerNode = 128;
export const nodeMax = 31;
/** The last millisecond that fits: 2^53 / 4096 ms after the epoch, in the year 2094. */
const timeMaxMs = scanEpochMs + 2 ** 41 - 1;
/** A clock that says later than this is wrong; the day that is left still gives 10^10 ids. */
const clockMaxMs = timeMaxMs - 86_400_000;

/** Time of a scan in UTC milliseconds. */
export function timeOfScanId(id: number): number {
  return scanEpochMs + Math.floor(id / idsPerMs);
}

/** The smallest id that a scan at `timeMs` can have; times outside the id space are clamped to its ends. */
export function firstScanIdAt(timeMs: number): number {
  return (Math.min(Math.max(timeMs, scanEpochMs), timeMaxMs) - scanEpochMs) * idsPerMs;
}

export interface ScanIds {
  /** The next id: strictly greater than every id given before, and than `above` at the start. */
  next(): number;
  /** How far the ids run ahead of the clock, in ms: 0 but after a clock that jumped back. */
  aheadMs(): number;
}

/**
 * Ids of one node. They never repeat and never go back, whatever the clock does: when it jumps back, ids go on
 * from the last millisecond used (128 a millisecond) until the clock has caught up, and `aheadMs` tells. A clock
 * outside of the id space, such as that of a computer without a battery, counts as its nearer end.
 * @param above the greatest id that this node has written before, 0 if none
 */
export function createScanIds(now: () => number, node: number, above: number): ScanIds {
  if (!Number.isInteger(node) || node < 0 || node > nodeMax)
    throw new RangeError(`node must be 0-${nodeMax}`);
  let lastMs = above === 0 ? 0 : timeOfScanId(above);
  let sequence = idsPerNode - 1;
  return {
    next() {
      const nowMs = Math.min(Math.max(now(), scanEpochMs), clockMaxMs);
      if (nowMs > lastMs) {
        lastMs = nowMs;
        sequence = 0;
      } else if (sequence < idsPerNode - 1) {
        sequence += 1;
      } else {
        lastMs += 1;
        sequence = 0;
      }
      return (lastMs - scanEpochMs) * idsPerMs + node * idsPerNode + sequence;
    },
    aheadMs: () => Math.max(0, lastMs - now()),
  };
}
