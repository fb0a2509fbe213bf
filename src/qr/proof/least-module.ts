import type { ProofCondition, ProofDecoder } from '../../core/designs/proof.ts';

/** A condition with the width of a module in the frame, in px; null of a file as it is. */
export interface SizedCondition extends ProofCondition {
  readonly modulePx: number | null;
}

/**
 * Least px a module that every decoder reads. One that reads none of the sizes counts with the largest that was looked
 * at: printing larger will not help it.
 */
export function leastModulePx(
  conditions: readonly SizedCondition[],
  decoders: readonly ProofDecoder[],
): number {
  const sizes = Map.groupBy(
    conditions.filter(({ damage }) => damage === 'small'),
    ({ modulePx }) => modulePx ?? 0,
  );
  const fallingPx = [...sizes.keys()].toSorted((one, other) => other - one);
  const least = decoders.map((decoder) => {
    const read = fallingPx.map((px) => isRead(sizes.get(px) ?? [], decoder));
    return fallingPx[lastBeforeGap(read)] ?? fallingPx[0] ?? 0;
  });
  return Math.round(Math.max(...least) * 100) / 100;
}

/** By most of the formats. */
function isRead(conditions: readonly ProofCondition[], decoder: ProofDecoder): boolean {
  const read = conditions.filter(({ readings }) => readings[decoder] === 'read').length;
  return read * 2 > conditions.length;
}

/** A single miss among larger and smaller sizes that are read is bad luck with the grid of pixels; two are the end. */
function lastBeforeGap(read: readonly boolean[]): number {
  let last = -1;
  for (const [index, isRead] of read.entries()) {
    if (isRead) last = index;
    if (index - last >= 2) break;
  }
  return last;
}
