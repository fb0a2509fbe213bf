import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SumMemory } from './sums-memory.ts';

test('it never holds more bytes than it may, and what was used last stays', () => {
  const uses = fc.array(fc.tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 1, max: 30 })), {
    minLength: 1,
    maxLength: 60,
  });
  fc.assert(
    fc.property(uses, (all) => {
      const memory = new SumMemory(100);
      for (const [key, bytes] of all) {
        memory.keep(`${key}`, 1, bytes, bytes);
        expect(memory.bytes).toBeLessThanOrEqual(100);
        expect(memory.find(`${key}`, 1)).toBe(bytes <= 25 ? bytes : undefined);
      }
      const held = Array.from({ length: 13 }, (_, key) => memory.find<number>(`${key}`, 1) ?? 0);
      expect(held.reduce((sum, bytes) => sum + bytes, 0)).toBe(memory.bytes);
    }),
  );
});

test('an entry is of one version: another one finds nothing, and takes its place', () => {
  const memory = new SumMemory(100);
  memory.keep('a', 1, 'old', 10);
  expect(memory.find('a', 2)).toBeUndefined();
  expect(memory.bytes).toBe(0);
  memory.keep('a', 2, 'new', 10);
  expect(memory.find('a', 2)).toBe('new');
  expect(memory.find('a', 1)).toBeUndefined();
});

test('a set of codes has the same name as long as it is known, and no other set has it', () => {
  const memory = new SumMemory(100);
  const name = memory.nameSet([1, 2, 3]);
  for (let code = 4; code < 500; code += 1) {
    expect(memory.nameSet([1, 2, code])).not.toBe(name);
    if (code % 50 === 0) expect(memory.nameSet([1, 2, 3])).toBe(name);
  }
  expect(memory.nameSet([1, 2])).not.toBe(name);
});
