import type { Advice, AdviceQuery } from '../../core/designs/advice.ts';
import { errorCorrections } from '../../core/designs/design.ts';
import type { PictureSource } from '../../core/designs/picture.ts';
import type { ProofReport } from '../../core/designs/proof.ts';
import { isReadUndamaged, moduleMmAt, type SafeSize, smallestSafeMm } from '../../core/designs/safe-size.ts';
import { layOutPicture } from '../draw/layout.ts';
import { fitSymbol } from '../fit.ts';
import { type ErrorCorrection, type Matrix, QrCapacityError } from '../matrix.ts';
import { contrastOf } from './contrast-of.ts';
import { isAtLeast, lightDemands, surfaceDemands } from './demands.ts';
import { savingsOf } from './savings.ts';
import { notesOf, sayNote } from './warnings.ts';

/** What an ordinary design needs of a module in the camera's frame; a proof knows it of this one. */
const usualModulePx = 4;

/** How large the code of a source must be printed, and how sturdy it must be, for where it will hang. */
export function adviseSize(source: PictureSource, query: AdviceQuery, proof: ProofReport | null): Advice {
  const errorCorrection = levelFor(query);
  const present = fitSymbol(source);
  const symbol = sturdierOf(source, present, errorCorrection);
  const { design } = source;
  const { size, boundBy } = sizeFor(symbol, design.quiet_zone, query, proof);
  const { moduleMm, moduleDots, codeMm } = size;
  const contrastMin = contrastFor(query);
  const contrast = contrastOf(design);
  const mmOf = (modules: number) => moduleMm * (modules + 2 * design.quiet_zone);
  const found = { query, moduleMm, boundBy, moduleDots, codeMm, errorCorrection, contrastMin, contrast };
  const savings = savingsOf(source, symbol, mmOf);
  const notes = notesOf({ ...found, source, symbol, proof, savings, present });
  return {
    ...found,
    pictureMm: moduleMm * layOutPicture(design, symbol.size).width,
    version: symbol.version,
    modules: symbol.size,
    pictureModules: layOutPicture(design, present.size).width,
    notes,
    warnings: notes.map((note) => sayNote(note, { query, savings })),
    savings,
  };
}

/** The sturdier of what the surface and the light ask for. */
function levelFor({ surface, light }: AdviceQuery): ErrorCorrection {
  const wanted = [surfaceDemands[surface].errorCorrection, lightDemands[light].errorCorrection];
  return errorCorrections.findLast((level) => wanted.includes(level)) ?? 'M';
}

/** The symbol as it would be at the level that it should have; as it is where no version holds the text at that. */
function sturdierOf(source: PictureSource, present: Matrix, wanted: ErrorCorrection): Matrix {
  if (isAtLeast(present.errorCorrection, wanted)) return present;
  try {
    return fitSymbol({ ...source, design: { ...source.design, error_correction: wanted } });
  } catch (error) {
    if (error instanceof QrCapacityError) return present;
    throw error;
  }
}

/**
 * Ratios of luminances multiply: light that falls on ink and paper alike takes its share of both. Upwards to a tenth;
 * a millionth keeps 4.4 from being 4.5 by the rounding of floating point.
 */
function contrastFor({ surface, light }: AdviceQuery): number {
  const ratio = lightDemands[light].contrast * surfaceDemands[surface].contrast;
  return Math.ceil(ratio * 10 - 1e-6) / 10;
}

/** A proof that failed makes no size smaller than usual, and none at all where even the undamaged files are not read. */
function pxOf(proof: ProofReport | null): number {
  if (proof === null || !isReadUndamaged(proof)) return usualModulePx;
  return proof.ok ? proof.modulePxMin : Math.max(proof.modulePxMin, usualModulePx);
}

interface BoundSize {
  readonly size: SafeSize;
  readonly boundBy: Advice['boundBy'];
}

function sizeFor(
  symbol: Matrix,
  quietZone: number,
  { distanceMm, dpi, surface, light }: AdviceQuery,
  proof: ProofReport | null,
): BoundSize {
  const factor = surfaceDemands[surface].factor * lightDemands[light].factor;
  const ask = { modules: symbol.size, quietZone, distanceMm, dpi };
  const provedPx = pxOf(proof);
  const surfacePx = surfaceDemands[surface].moduleMmMin / moduleMmAt(1, distanceMm);
  const size = smallestSafeMm({ ...ask, modulePxMin: Math.max(provedPx * factor, surfacePx) });
  return { size, boundBy: boundOf() };

  function boundOf(): Advice['boundBy'] {
    const widthWith = (modulePxMin: number) => smallestSafeMm({ ...ask, modulePxMin });
    if (size.boundBy === 'printer') return 'printer';
    if (surfacePx > provedPx * factor || widthWith(provedPx).boundBy === 'printer') return 'surface';
    return proof !== null && provedPx > usualModulePx ? 'proof' : 'distance';
  }
}
