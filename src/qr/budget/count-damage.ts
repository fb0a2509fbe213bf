import type { BlockBudget } from '../../core/designs/budget.ts';
import type { Matrix } from '../matrix.ts';
import { listBlocks } from '../structure/blocks.ts';
import { interleave } from '../structure/interleaving.ts';
import { layOut } from '../structure/symbol-layout.ts';
import { spoilers } from './read-modules.ts';

/** What spoiled modules cost each block: a codeword is lost with the first of its 8 modules. */
export function countDamage(
  { version, errorCorrection }: Matrix,
  spoiled: Uint8Array,
): readonly BlockBudget[] {
  const { order } = layOut(version);
  const { block } = interleave(version, errorCorrection);
  const blocks = listBlocks(version, errorCorrection);
  const byLogo = new Uint8Array(blocks.length);
  const byEyes = new Uint8Array(blocks.length);
  const byColors = new Uint8Array(blocks.length);
  const tallies: Readonly<Record<number, Uint8Array>> = {
    [spoilers.logo]: byLogo,
    [spoilers.eyes]: byEyes,
    [spoilers.colors]: byColors,
  };
  for (const [codeword, of] of block.entries()) {
    let worst: number = spoilers.none;
    for (let bit = 8 * codeword; bit < 8 * codeword + 8; bit += 1) {
      worst = Math.max(worst, spoiled[order[bit] ?? 0] ?? 0);
    }
    const tally = tallies[worst];
    if (tally !== undefined) tally[of] = (tally[of] ?? 0) + 1;
  }
  return blocks.map(({ codewords, correctable }, index) => {
    const [logo, eyes, colors] = [byLogo[index] ?? 0, byEyes[index] ?? 0, byColors[index] ?? 0];
    return {
      block: index + 1,
      codewords,
      correctable,
      damaged: logo + eyes + colors,
      byLogo: logo,
      byEyes: eyes,
      byFrame: 0,
      byColors: colors,
    };
  });
}
