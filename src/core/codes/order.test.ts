import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nameKeyOf } from './order.ts';

test('names are ordered as people order them: without case and accents, numbers by their value', () => {
  const names = ['apple', 'Äpple 2', 'apple 10', 'Table 9', 'table 10', 'Table 010b', 'Table 200', 'Zoo'];
  const keys = names.map(nameKeyOf);
  expect(keys.toSorted((a, b) => (a < b ? -1 : 1))).toEqual(keys);
});

test('a key is short enough for an index and storable, whatever the name', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 255 }), (name) => {
      const key = nameKeyOf(name);
      expect(Buffer.byteLength(key)).toBeLessThanOrEqual(800);
      expect(key.isWellFormed()).toBe(true);
    }),
  );
});
