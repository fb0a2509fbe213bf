import type { Matrix } from '../matrix.ts';
import { listAlignmentCentres } from '../structure/alignment.ts';
import { parts } from '../structure/function-patterns.ts';
import { layOut } from '../structure/symbol-layout.ts';

/** From this version on the reader of `qr` looks for every alignment pattern by itself, and bends the symbol by them. */
const versionMin = 7;
/** It looks up to 1.5 modules around, in halves, which lie between two modules; of 25 modules so many may be wrong. */
const around = 2;
const wrongMax = 5;

/**
 * Whether an alignment pattern is found beside its place: where some of it is covered, its surroundings may look more
 * like one than it does itself. What is covered altogether is not found, and readers do without.
 *
 * @param seen What is seen of every module of the upright symbol, 1 is dark.
 */
export function isAlignmentMisplaced({ version, size }: Matrix, seen: Uint8Array): boolean {
  if (version < versionMin) return false;
  const { map } = layOut(version);
  const centres = listAlignmentCentres(version);
  return centres.some((y) =>
    centres.some((x) => map[y * size + x] === parts.alignment && isMisplaced(seen, size, x, y)),
  );
}

function isMisplaced(seen: Uint8Array, size: number, x: number, y: number): boolean {
  const own = countWrong(seen, size, x, y);
  if (own === 0) return false;
  const limit = Math.min(own, wrongMax);
  for (let down = -around; down <= around; down += 1) {
    for (let right = -around; right <= around; right += 1) {
      if ((right !== 0 || down !== 0) && countWrong(seen, size, x + right, y + down) <= limit) return true;
    }
  }
  return false;
}

/** Modules that are not as in an alignment pattern around that place: a dark ring, a light one, a dark middle. */
function countWrong(seen: Uint8Array, size: number, x: number, y: number): number {
  let wrong = 0;
  for (let down = -2; down <= 2; down += 1) {
    for (let right = -2; right <= 2; right += 1) {
      const ring = Math.max(Math.abs(down), Math.abs(right));
      if (seen[(y + down) * size + x + right] !== (ring === 1 ? 0 : 1)) wrong += 1;
    }
  }
  return wrong;
}
