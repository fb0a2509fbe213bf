import type { Budget } from '../../core/designs/budget.ts';
import type { PictureSource } from '../../core/designs/picture.ts';
import { fitSymbol } from '../fit.ts';
import { type Assessment, assess } from './assess.ts';
import type { LogoPixels } from './logo-pixels.ts';
import { suggestChanges } from './suggest.ts';

/**
 * What a design costs of the error correction of its symbol.
 *
 * @param pixels Of the logo. Without them every module below it counts as wrong, whatever it shows there.
 * @throws {QrCapacityError} if the text does not fit version 40.
 */
export function weighDesign(source: PictureSource, pixels: LogoPixels | null = null): Budget {
  const matrix = fitSymbol(source);
  const { version, errorCorrection, mask, size } = matrix;
  const assessment = assess(source, matrix, pixels);
  const { blocks, worst, margin, lost, safe } = assessment;
  return {
    symbol: { version, errorCorrection, mask, size },
    blocks,
    worstBlock: worst.block,
    margin,
    lost,
    safe,
    summary: summarise(worst, blocks.length),
    suggestions: suggestChanges(source, matrix, assessment, pixels),
  };
}

function summarise({ damaged, correctable, block }: Assessment['worst'], blocks: number): string {
  const where = blocks === 1 ? 'in its only block' : `in the worst block, ${block} of ${blocks}`;
  if (damaged === 0) return `None of the ${correctable} codewords that can be corrected in a block is lost.`;
  if (damaged <= correctable) return `${damaged} of ${correctable} correctable codewords are lost ${where}.`;
  return `${damaged} codewords are lost ${where}, but only ${correctable} can be corrected: the code cannot be read.`;
}
