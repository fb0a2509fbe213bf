import type { BlockBudget, LostPart } from '../../core/designs/budget.ts';
import type { PictureSource } from '../../core/designs/picture.ts';
import type { Matrix } from '../matrix.ts';
import { countDamage } from './count-damage.ts';
import type { LogoPixels } from './logo-pixels.ts';
import { listLostParts } from './lost-parts.ts';
import { readModules } from './read-modules.ts';

/** What a design does to one certain symbol. */
export interface Assessment {
  readonly blocks: readonly BlockBudget[];
  /** The one with the least margin, the first of several. */
  readonly worst: BlockBudget;
  /** Codewords that the worst block could lose besides. */
  readonly margin: number;
  /** The least margin of a block as a share of its codewords: comparable between levels and versions. */
  readonly marginShare: number;
  readonly lost: readonly LostPart[];
  readonly safe: boolean;
}

const noBlock: BlockBudget = {
  block: 1,
  codewords: 1,
  correctable: 0,
  damaged: 0,
  byLogo: 0,
  byEyes: 0,
  byFrame: 0,
  byColors: 0,
};

/** @param pixels Of the logo, where they are known. */
export function assess(source: PictureSource, matrix: Matrix, pixels: LogoPixels | null = null): Assessment {
  const reading = readModules(source, matrix, pixels);
  const blocks = countDamage(matrix, reading.spoiled);
  const worst = blocks.reduce(
    (one, other) => (marginOf(other) < marginOf(one) ? other : one),
    blocks[0] ?? noBlock,
  );
  const margin = marginOf(worst);
  const lost = listLostParts(source.design, matrix, reading, source.design.logo === null ? null : pixels);
  return {
    blocks,
    worst,
    margin,
    marginShare: Math.min(...blocks.map((block) => marginOf(block) / block.codewords)),
    lost,
    safe: margin >= 0 && !lost.some(({ fatal }) => fatal),
  };
}

function marginOf({ correctable, damaged }: BlockBudget): number {
  return correctable - damaged;
}

/** Whether the first is to be preferred: what is safe, then what leaves the larger share. */
export function isBetter(one: Assessment, other: Assessment): boolean {
  return one.safe === other.safe ? one.marginShare > other.marginShare : one.safe;
}
