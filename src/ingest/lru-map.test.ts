import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createLruMap } from './lru-map.ts';

test('what it gives back is what was last set, or nothing', () => {
  const steps = fc.array(fc.tuple(fc.constantFrom('get', 'set'), fc.nat({ max: 20 })), { maxLength: 300 });
  fc.assert(
    fc.property(steps, fc.integer({ min: 1, max: 16 }), (all, entriesMax) => {
      const map = createLruMap<number, number>(entriesMax);
      const last = new Map<number, number>();
      all.forEach(([what, key], at) => {
        if (what === 'set') {
          map.set(key, at);
          last.set(key, at);
        } else {
          expect([undefined, last.get(key)]).toContain(map.get(key));
        }
      });
    }),
  );
});

test('a flood of keys is forgotten: no more than entriesMax are kept', () => {
  const map = createLruMap<number, number>(100);
  for (let key = 0; key < 10_000; key += 1) map.set(key, key);
  // Asked from the newest on, since asking itself renews.
  const kept = Array.from({ length: 10_000 }, (_, key) => 9_999 - key).filter(
    (key) => map.get(key) !== undefined,
  );
  expect(kept.length).toBeLessThanOrEqual(100);
  expect(kept.length).toBeGreaterThanOrEqual(50);
});

test('a key in use outlives any flood of others', () => {
  const map = createLruMap<string, number>(100);
  map.set('phone', 1);
  for (let key = 0; key < 10_000; key += 1) {
    map.set(`random ${key}`, key);
    if (key % 40 === 0) expect(map.get('phone')).toBe(1);
  }
});
