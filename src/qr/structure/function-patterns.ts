import { listAlignmentCentres } from './alignment.ts';

/** What a module belongs to (ISO/IEC 18004:2015, 6.3). */
export const parts = {
  codewords: 0,
  finder: 1,
  separator: 2,
  timing: 3,
  alignment: 4,
  format: 5,
  version: 6,
  /** Dark always, beside the lower left finder (7.9.1). */
  darkModule: 7,
} as const;

type Part = (typeof parts)[keyof typeof parts];

export function sizeOf(version: number): number {
  return 17 + 4 * version;
}

/** For every module, row by row, what it belongs to: one of `parts`. */
export function mapParts(version: number): Uint8Array {
  const size = sizeOf(version);
  const map = new Uint8Array(size * size);
  const fill = (left: number, top: number, width: number, height: number, part: Part) => {
    for (let y = top; y < top + height; y += 1) map.fill(part, y * size + left, y * size + left + width);
  };
  fill(6, 0, 1, size, parts.timing);
  fill(0, 6, size, 1, parts.timing);
  const centres = listAlignmentCentres(version);
  for (const y of centres) {
    for (const x of centres) {
      if (!meetsFinder(x, y, size)) fill(x - 2, y - 2, 5, 5, parts.alignment);
    }
  }
  fill(0, 0, 9, 9, parts.format);
  fill(size - 8, 8, 8, 1, parts.format);
  fill(8, size - 8, 1, 8, parts.format);
  fill(8, size - 8, 1, 1, parts.darkModule);
  // The format information leaves out the timing patterns.
  fill(6, 8, 1, 1, parts.timing);
  fill(8, 6, 1, 1, parts.timing);
  if (version >= 7) {
    fill(size - 11, 0, 3, 6, parts.version);
    fill(0, size - 11, 6, 3, parts.version);
  }
  for (const { x, y } of finderCorners(size)) {
    fill(x === 0 ? 0 : x - 1, y === 0 ? 0 : y - 1, 8, 8, parts.separator);
    fill(x, y, 7, 7, parts.finder);
  }
  return map;
}

/** The top left modules of the three finders. */
export function finderCorners(size: number): readonly { readonly x: number; readonly y: number }[] {
  return [
    { x: 0, y: 0 },
    { x: size - 7, y: 0 },
    { x: 0, y: size - 7 },
  ];
}

function meetsFinder(x: number, y: number, size: number): boolean {
  const far = size - 9;
  return (x < 9 && y < 9) || (x > far && y < 9) || (x < 9 && y > far);
}

/**
 * The modules of the two copies of the format information, the highest bit first, as indices into the rows (ISO/IEC
 * 18004:2015, 7.9.1, figure 25).
 */
export function listFormatModules(size: number): readonly [readonly number[], readonly number[]] {
  const at = (x: number, y: number) => y * size + x;
  const besideFinder: number[] = [];
  for (const x of [0, 1, 2, 3, 4, 5, 7, 8]) besideFinder.push(at(x, 8));
  for (const y of [7, 5, 4, 3, 2, 1, 0]) besideFinder.push(at(8, y));
  const apart: number[] = [];
  for (let y = size - 1; y > size - 8; y -= 1) apart.push(at(8, y));
  for (let x = size - 8; x < size; x += 1) apart.push(at(x, 8));
  return [besideFinder, apart];
}

/** The modules of the two copies of the version information, versions 7 and above (7.10); in no certain order. */
export function listVersionModules(size: number): readonly [readonly number[], readonly number[]] {
  const upperRight: number[] = [];
  const lowerLeft: number[] = [];
  for (let along = 0; along < 6; along += 1) {
    for (let across = size - 11; across < size - 8; across += 1) {
      upperRight.push(along * size + across);
      lowerLeft.push(across * size + along);
    }
  }
  return [upperRight, lowerLeft];
}
