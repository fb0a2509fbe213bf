import { type Design, errorCorrections } from '../core/designs/design.ts';
import type { PictureSource } from '../core/designs/picture.ts';
import { type Assessment, assess, isBetter } from './budget/assess.ts';
import {
  type ErrorCorrection,
  encodeMatrix,
  type Matrix,
  QrCapacityError,
  type SymbolWishes,
} from './matrix.ts';

/**
 * The symbol that a design and its text come to. A version that is asked for is the least one: where it does not hold
 * the text the symbol grows. With the level `auto` the symbol is the smallest that holds the text at any level, at the
 * level and with the mask that leave the most margin; where the design is not safe there, up to two versions larger.
 *
 * @throws {QrCapacityError} if the text does not fit version 40.
 */
export function fitSymbol(source: PictureSource): Matrix {
  const { text, design } = source;
  const { error_correction: level } = design;
  if (level !== 'auto') return encodeMatrix(text, level, wishesOf(design, design.version));
  const smallest = encodeMatrix(text, 'L', wishesOf(design, design.version)).version;
  let best: Fitted | undefined;
  for (let version = smallest; version <= Math.min(smallest + versionsLargerMax, 40); version += 1) {
    const fitted = fitVersion(source, version);
    if (fitted === undefined) continue;
    if (best === undefined || isBetter(fitted.assessment, best.assessment)) best = fitted;
    if (best.assessment.safe) break;
  }
  return best?.matrix ?? encodeMatrix(text, 'L', wishesOf(design, design.version));
}

const versionsLargerMax = 2;
const masks = [0, 1, 2, 3, 4, 5, 6, 7] as const;

interface Fitted {
  readonly matrix: Matrix;
  readonly assessment: Assessment;
}

/** The best level of a version, with the mask of the standard's penalties unless another one saves codewords. */
function fitVersion(source: PictureSource, version: number): Fitted | undefined {
  const { text, design } = source;
  const candidates = levelsThatFit(text, design, version).map((matrix) => ({
    matrix,
    assessment: assess(source, matrix),
  }));
  const best = chooseBest(candidates);
  if (best === undefined || design.mask !== null || !isDamaged(best)) return best;
  const { errorCorrection } = best.matrix;
  const others = masks.map((mask) => {
    const matrix = encodeMatrix(text, errorCorrection, { version, mask });
    return { matrix, assessment: assess(source, matrix) };
  });
  return chooseBest([best, ...others]);
}

/** Those with more error correction first: they are taken where two leave the same. */
function levelsThatFit(text: string, design: Design, version: number): readonly Matrix[] {
  return errorCorrections
    .toReversed()
    .map((level) => encodeExactly(text, level, wishesOf(design, version)))
    .filter((matrix) => matrix !== undefined);
}

function encodeExactly(text: string, level: ErrorCorrection, wishes: SymbolWishes): Matrix | undefined {
  try {
    const matrix = encodeMatrix(text, level, wishes);
    return matrix.version === wishes.version ? matrix : undefined;
  } catch (error) {
    if (error instanceof QrCapacityError) return undefined;
    throw error;
  }
}

/** The first of the best. */
function chooseBest(candidates: readonly Fitted[]): Fitted | undefined {
  let best = candidates[0];
  for (const candidate of candidates) {
    if (best !== undefined && isBetter(candidate.assessment, best.assessment)) best = candidate;
  }
  return best;
}

function isDamaged({ assessment }: Fitted): boolean {
  return assessment.blocks.some(({ damaged }) => damaged > 0);
}

function wishesOf({ mask }: Design, version: number | null): SymbolWishes {
  return { ...(version === null ? {} : { version }), ...(mask === null ? {} : { mask }) };
}
