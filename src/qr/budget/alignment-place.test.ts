import { expect, test } from 'vitest';
import { encodeMatrix, type Matrix } from '../matrix.ts';
import { isAlignmentMisplaced } from './alignment-place.ts';

/** Version 7, 45 modules wide; the middle one of its alignment patterns is around 22. */
const matrix = encodeMatrix('https://q.example.com/p/abc234', 'H', { version: 7, mask: 0 });
const middle = 22;

/** What is seen of a symbol of which around its middle something else is. */
function seenWith(
  { modules, size }: Matrix,
  lookAt: (right: number, down: number) => number | undefined,
): Uint8Array {
  return Uint8Array.from(
    modules,
    (module, at) => lookAt((at % size) - middle, Math.floor(at / size) - middle) ?? module,
  );
}

function isWithin(right: number, down: number, modules: number): boolean {
  return Math.max(Math.abs(right), Math.abs(down)) <= modules;
}

/** An alignment pattern. */
function patternAt(right: number, down: number): number | undefined {
  if (!isWithin(right, down, 2)) return undefined;
  return isWithin(right, down, 1) && (right !== 0 || down !== 0) ? 0 : 1;
}

test('patterns that are whole are at their places', () => {
  expect(isAlignmentMisplaced(matrix, Uint8Array.from(matrix.modules))).toBe(false);
});

test('a pattern is misplaced where its surroundings look more like one', () => {
  const moved = seenWith(matrix, (right, down) => patternAt(right - 1, down));
  expect(isAlignmentMisplaced(matrix, moved)).toBe(true);
});

test('one that is covered altogether is not found, and not misplaced', () => {
  const covered = seenWith(matrix, (right, down) => (isWithin(right, down, 6) ? 0 : undefined));
  expect(isAlignmentMisplaced(matrix, covered)).toBe(false);
});

test('below version 7 no reader looks for more than the last one', () => {
  const small = encodeMatrix('https://q.example.com/p/abc234', 'H', { version: 6, mask: 0 });
  expect(isAlignmentMisplaced(small, new Uint8Array(small.size * small.size))).toBe(false);
});
