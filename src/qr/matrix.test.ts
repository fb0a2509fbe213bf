import { describe, expect, test } from 'vitest';
import { type ErrorCorrection, encodeMatrix, QrCapacityError } from './matrix.ts';

const levels: readonly ErrorCorrection[] = ['L', 'M', 'Q', 'H'];

/** Characters that a version holds, from ISO/IEC 18004:2015, table 7. */
const capacities = [
  { version: 1, level: 'L', numeric: 41, alphanumeric: 25, byte: 17 },
  { version: 1, level: 'H', numeric: 17, alphanumeric: 10, byte: 7 },
  { version: 2, level: 'M', numeric: 63, alphanumeric: 38, byte: 26 },
  { version: 3, level: 'Q', numeric: 77, alphanumeric: 47, byte: 32 },
  { version: 9, level: 'L', numeric: 552, alphanumeric: 335, byte: 230 },
  { version: 10, level: 'L', numeric: 652, alphanumeric: 395, byte: 271 },
  { version: 26, level: 'M', numeric: 2544, alphanumeric: 1542, byte: 1059 },
  { version: 27, level: 'M', numeric: 2701, alphanumeric: 1637, byte: 1125 },
  { version: 39, level: 'H', numeric: 2927, alphanumeric: 1774, byte: 1219 },
  { version: 40, level: 'L', numeric: 7089, alphanumeric: 4296, byte: 2953 },
  { version: 40, level: 'M', numeric: 5596, alphanumeric: 3391, byte: 2331 },
  { version: 40, level: 'Q', numeric: 3993, alphanumeric: 2420, byte: 1663 },
  { version: 40, level: 'H', numeric: 3057, alphanumeric: 1852, byte: 1273 },
] as const;

const modes = [
  { mode: 'numeric', character: '7' },
  { mode: 'alphanumeric', character: 'A' },
  { mode: 'byte', character: 'a' },
] as const;

describe.each(modes)('in $mode mode', ({ mode, character }) => {
  test.each(capacities)('version $version-$level takes as much as the standard says and no more', (row) => {
    const full = character.repeat(row[mode]);
    expect(encodeMatrix(full, row.level).version).toBe(row.version);
    if (row.version < 40) {
      expect(encodeMatrix(full + character, row.level).version).toBe(row.version + 1);
    } else {
      expect(() => encodeMatrix(full + character, row.level)).toThrow(QrCapacityError);
    }
  });
});

test('a text that does not fit is refused with its level and without being echoed', () => {
  const text = 'secret'.repeat(1000);
  const refusal = captureError(() => encodeMatrix(text, 'Q'));
  expect(refusal).toBeInstanceOf(QrCapacityError);
  expect(refusal).toMatchObject({ name: 'QrCapacityError', errorCorrection: 'Q' });
  expect((refusal as Error).message).not.toContain('secret');
});

test('capacity is counted in UTF-8 bytes, not in characters', () => {
  expect(encodeMatrix('é'.repeat(8), 'L').version).toBe(1);
  expect(encodeMatrix('é'.repeat(9), 'L').version).toBe(2);
  expect(() => encodeMatrix('é'.repeat(1477), 'L')).toThrow(QrCapacityError);
});

test('an upper-case link needs fewer modules than the same link in lower case', () => {
  const link = 'https://q.example.com/p/abc234';
  expect(encodeMatrix(link.toUpperCase(), 'M').size).toBeLessThan(encodeMatrix(link, 'M').size);
});

test.each(levels)('at level %s the modules are the symbol alone, with its three finder patterns', (level) => {
  for (const length of [1, 60, 200, 900]) {
    const matrix = encodeMatrix('x'.repeat(length), level);
    expect(matrix.size).toBe(17 + 4 * matrix.version);
    expect(matrix.modules).toHaveLength(matrix.size ** 2);
    expect(matrix.errorCorrection).toBe(level);
    const far = matrix.size - 7;
    for (const [x, y] of [
      [0, 0],
      [far, 0],
      [0, far],
    ] as const) {
      expect(cutFinder(matrix.modules, matrix.size, x, y)).toEqual(finder);
    }
  }
});

test('the format information names the level that was asked for', () => {
  // ISO/IEC 18004:2015, 7.9.1: the two highest format bits, after the XOR with 10.
  const indicators = { L: 0b01, M: 0b00, Q: 0b11, H: 0b10 };
  for (const level of levels) {
    const { modules, size } = encodeMatrix('https://q.example.com/p/abc234', level);
    const bits = (modules[8 * size]! << 1) | modules[8 * size + 1]!;
    expect(bits ^ 0b10).toBe(indicators[level]);
  }
});

test('the same text gives the same matrix, whatever was encoded in between', () => {
  const first = encodeMatrix('https://q.example.com/p/abc234', 'M');
  encodeMatrix('x'.repeat(900), 'H');
  expect(encodeMatrix('https://q.example.com/p/abc234', 'M')).toEqual(first);
});

const finder = ['1111111', '1000001', '1011101', '1011101', '1011101', '1000001', '1111111'];

function cutFinder(modules: Uint8Array, size: number, left: number, top: number): string[] {
  return finder.map((_, y) =>
    modules.subarray((top + y) * size + left, (top + y) * size + left + 7).join(''),
  );
}

function captureError(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}
