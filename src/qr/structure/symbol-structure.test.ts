import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { errorCorrections } from '../../core/designs/design.ts';
import { encodeMatrix, type Matrix } from '../matrix.ts';
import { listAlignmentCentres } from './alignment.ts';
import { listBlocks } from './blocks.ts';
import { finderCorners, listFormatModules, listVersionModules, parts } from './function-patterns.ts';
import { interleave } from './interleaving.ts';
import { countDataModules, layOut } from './symbol-layout.ts';

const versions = Array.from({ length: 40 }, (_, index) => index + 1);

describe('ISO/IEC 18004:2015, table 9: blocks, and codewords that can be corrected', () => {
  // Version, level, then blocks as count × (c, k, r), as the table has them.
  test.each([
    [1, 'L', [[1, 26, 19, 2]]],
    [1, 'M', [[1, 26, 16, 4]]],
    [1, 'Q', [[1, 26, 13, 6]]],
    [1, 'H', [[1, 26, 9, 8]]],
    [2, 'L', [[1, 44, 34, 4]]],
    [3, 'L', [[1, 70, 55, 7]]],
    [3, 'Q', [[2, 35, 17, 9]]],
    [
      5,
      'Q',
      [
        [2, 33, 15, 9],
        [2, 34, 16, 9],
      ],
    ],
    [
      5,
      'H',
      [
        [2, 33, 11, 11],
        [2, 34, 12, 11],
      ],
    ],
    [
      7,
      'H',
      [
        [4, 39, 13, 13],
        [1, 40, 14, 13],
      ],
    ],
    [
      10,
      'L',
      [
        [2, 86, 68, 9],
        [2, 87, 69, 9],
      ],
    ],
    [
      14,
      'H',
      [
        [11, 36, 12, 12],
        [5, 37, 13, 12],
      ],
    ],
    [22, 'H', [[34, 37, 13, 12]]],
    [
      40,
      'L',
      [
        [19, 148, 118, 15],
        [6, 149, 119, 15],
      ],
    ],
    [
      40,
      'H',
      [
        [20, 45, 15, 15],
        [61, 46, 16, 15],
      ],
    ],
  ] as const)('version %i-%s', (version, level, rows) => {
    const expected = rows.flatMap(([count, codewords, data, correctable]) =>
      Array.from({ length: count }, () => ({ codewords, data, correctable })),
    );
    expect(listBlocks(version, level)).toEqual(expected);
  });
});

// ISO/IEC 18004:2015, table 1: codewords of versions 1 to 40.
const capacities = [
  26, 44, 70, 100, 134, 172, 196, 242, 292, 346, 404, 466, 532, 581, 655, 733, 815, 901, 991, 1085, 1156,
  1258, 1364, 1474, 1588, 1706, 1828, 1921, 2051, 2185, 2323, 2465, 2611, 2761, 2876, 3034, 3196, 3362, 3532,
  3706,
];

test('what function patterns leave over is the capacity of table 1, at every version', () => {
  for (const version of versions) {
    const { order, map } = layOut(version);
    expect(order).toHaveLength(countDataModules(version));
    expect(new Set(order).size).toBe(order.length);
    expect(order.every((at) => map[at] === parts.codewords)).toBe(true);
    expect(Math.floor(order.length / 8)).toBe(capacities[version - 1]);
    for (const level of errorCorrections) {
      const total = listBlocks(version, level).reduce((sum, { codewords }) => sum + codewords, 0);
      expect(total).toBe(capacities[version - 1]);
      expect(interleave(version, level).block).toHaveLength(total);
    }
  }
});

test('alignment patterns stand where annex E has them', () => {
  expect(listAlignmentCentres(1)).toEqual([]);
  expect(listAlignmentCentres(2)).toEqual([6, 18]);
  expect(listAlignmentCentres(7)).toEqual([6, 22, 38]);
  expect(listAlignmentCentres(14)).toEqual([6, 26, 46, 66]);
  expect(listAlignmentCentres(22)).toEqual([6, 26, 50, 74, 98]);
  expect(listAlignmentCentres(32)).toEqual([6, 34, 60, 86, 112, 138]);
  expect(listAlignmentCentres(36)).toEqual([6, 24, 50, 76, 102, 128, 154]);
  expect(listAlignmentCentres(39)).toEqual([6, 26, 54, 82, 110, 138, 166]);
  expect(listAlignmentCentres(40)).toEqual([6, 30, 58, 86, 114, 142, 170]);
});

test('the copies of format and version information are the modules that are kept for them', () => {
  for (const version of versions) {
    const { size, map } = layOut(version);
    const kept = (part: number) => [...map.keys()].filter((at) => map[at] === part);
    expect(
      listFormatModules(size)
        .flat()
        .toSorted((a, b) => a - b),
    ).toEqual(kept(parts.format));
    const expected = version < 7 ? [] : listVersionModules(size).flat();
    expect(expected.toSorted((a, b) => a - b)).toEqual(kept(parts.version));
    for (const { x, y } of finderCorners(size)) expect(map[(y + 3) * size + x + 3]).toBe(parts.finder);
  }
});

const symbols = fc.record({
  text: fc.string({ minLength: 1, maxLength: 300 }),
  level: fc.constantFrom(...errorCorrections),
  version: fc.integer({ min: 1, max: 40 }),
  mask: fc.integer({ min: 0, max: 7 }),
});

test('of any symbol, unmasked, read and de-interleaved, every block is a whole Reed-Solomon codeword', () => {
  const property = fc.property(symbols, ({ text, level, ...wishes }) => {
    const matrix = encodeMatrix(text, level, wishes);
    expect(matrix.mask).toBe(wishes.mask);
    expect(brokenBlocks(matrix, matrix.modules)).toEqual([]);
  });
  fc.assert(property, { numRuns: 150 });
});

test('a module that is turned over breaks the block that it is said to belong to, and no other', () => {
  const property = fc.property(symbols, fc.nat(), ({ text, level, ...wishes }, choice) => {
    const matrix = encodeMatrix(text, level, wishes);
    const { order } = layOut(matrix.version);
    const { block } = interleave(matrix.version, level);
    const bit = choice % (8 * block.length);
    const modules = matrix.modules.slice();
    modules[order[bit]!]! ^= 1;
    expect(brokenBlocks(matrix, modules)).toEqual([block[bit >> 3]]);
  });
  fc.assert(property, { numRuns: 150 });
});

/** Blocks, from 0, with a syndrome that is not zero (ISO/IEC 18004:2015, 7.5.2: roots of the generator are α^0, α^1 …). */
function brokenBlocks(matrix: Matrix, modules: Uint8Array): number[] {
  const { version, errorCorrection, mask, size } = matrix;
  const { order } = layOut(version);
  const { block, place } = interleave(version, errorCorrection);
  const blocks = listBlocks(version, errorCorrection);
  const words = blocks.map(({ codewords }) => new Uint8Array(codewords));
  for (const [codeword, of] of block.entries()) {
    let value = 0;
    for (const at of order.subarray(8 * codeword, 8 * codeword + 8)) {
      value = (value << 1) | (modules[at]! ^ Number(isMasked(mask, at % size, Math.floor(at / size))));
    }
    words[of]![place[codeword]!] = value;
  }
  return [...words.keys()].filter((of) => !isWhole(words[of]!, blocks[of]!.codewords - blocks[of]!.data));
}

function isWhole(codewords: Uint8Array, corrections: number): boolean {
  for (let root = 0, power = 1; root < corrections; root += 1, power = multiply(power, 2)) {
    let syndrome = 0;
    for (const codeword of codewords) syndrome = multiply(syndrome, power) ^ codeword;
    if (syndrome !== 0) return false;
  }
  return true;
}

/** In GF(2^8) by 100011101 (7.5.2). */
function multiply(one: number, other: number): number {
  let product = 0;
  for (let bit = 7; bit >= 0; bit -= 1) {
    product = (product << 1) ^ ((product >> 7) * 0x11d);
    if ((other >> bit) & 1) product ^= one;
  }
  return product;
}

/**
 * Whether a mask turns the module in column `x` and row `y` over (ISO/IEC 18004:2015, table 10, where i is the row and j
 * the column). It is for modules of codewords alone.
 */
function isMasked(mask: number, x: number, y: number): boolean {
  switch (mask) {
    case 0:
      return (y + x) % 2 === 0;
    case 1:
      return y % 2 === 0;
    case 2:
      return x % 3 === 0;
    case 3:
      return (y + x) % 3 === 0;
    case 4:
      return (Math.floor(y / 2) + Math.floor(x / 3)) % 2 === 0;
    case 5:
      return ((y * x) % 2) + ((y * x) % 3) === 0;
    case 6:
      return (((y * x) % 2) + ((y * x) % 3)) % 2 === 0;
    default:
      return (((y + x) % 2) + ((y * x) % 3)) % 2 === 0;
  }
}
