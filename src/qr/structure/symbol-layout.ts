import { listAlignmentCentres } from './alignment.ts';
import { mapParts, sizeOf } from './function-patterns.ts';
import { placeBits } from './placement.ts';

/** Where everything is in the symbols of a version. */
export interface SymbolLayout {
  readonly size: number;
  /** For every module, row by row, one of `parts`. */
  readonly map: Uint8Array;
  /** Modules of the bits of the codewords, see `placeBits`. */
  readonly order: Uint16Array;
}

/** Each is worked out once: all 40 together are 2.5 MB. */
const known: SymbolLayout[] = [];

export function layOut(version: number): SymbolLayout {
  let layout = known[version];
  if (layout === undefined) {
    const size = sizeOf(version);
    const map = mapParts(version);
    layout = { size, map, order: placeBits(size, map) };
    known[version] = layout;
  }
  return layout;
}

/** Modules that are left for codewords and remainder bits (ISO/IEC 18004:2015, table 1). */
export function countDataModules(version: number): number {
  const size = sizeOf(version);
  const finders = 3 * 64;
  const timing = 2 * (size - 16);
  const formatAndDarkModule = 31;
  const versionInformation = version < 7 ? 0 : 36;
  const centres = listAlignmentCentres(version).length;
  // All but three crossings; those in row and column 6 lie over 5 modules of timing.
  const alignment = centres === 0 ? 0 : 25 * (centres * centres - 3) - 2 * 5 * (centres - 2);
  return size * size - finders - timing - formatAndDarkModule - versionInformation - alignment;
}
