import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createScanIds, firstScanIdAt, nodeMax, scanEpochMs, timeOfScanId } from './id.ts';

const now = Date.UTC(2026, 10, 21);
const nodes = fc.integer({ min: 0, max: nodeMax });
/** Steps of a clock: mostly small ones forward, some far jumps both ways, even out of the id space. */
const steps = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 0, max: 3 }) },
    { weight: 1, arbitrary: fc.integer({ min: -86_400_000, max: 86_400_000 }) },
    { weight: 1, arbitrary: fc.constantFrom(-now, -now - 5000, 2 ** 42, 2 ** 43, -(2 ** 42)) },
  ),
  { maxLength: 400 },
);

test('ids strictly grow and are whole numbers from 0 to 2^53 - 1, whatever the clock does', () => {
  fc.assert(
    fc.property(steps, nodes, fc.nat(), (jumps, node, aboveMs) => {
      let clock = now;
      let last = firstScanIdAt(now - 500_000_000 + aboveMs);
      const ids = createScanIds(() => clock, node, last);
      for (const step of jumps) {
        clock += step;
        const id = ids.next();
        expect(Number.isSafeInteger(id) && id > last).toBe(true);
        last = id;
      }
    }),
  );
});

test('with a steady clock an id carries its millisecond, for up to 128 of them in one', () => {
  fc.assert(
    fc.property(fc.integer({ min: scanEpochMs, max: scanEpochMs + 2 ** 40 }), nodes, (at, node) => {
      const ids = createScanIds(() => at, node, 0);
      for (let count = 0; count < 128; count += 1) {
        const id = ids.next();
        expect([timeOfScanId(id), Math.floor(id / 128) % 32, id % 128]).toEqual([at, node, count]);
      }
      expect(ids.aheadMs()).toBe(0);
      expect(timeOfScanId(ids.next())).toBe(at + 1);
      expect(ids.aheadMs()).toBe(1);
    }),
  );
});

test.each([0, scanEpochMs - 1])('a clock that stands before all ids (%s) gives the first ones', (clock) => {
  const ids = createScanIds(() => clock, 0, 0);
  expect([ids.next(), ids.next()]).toEqual([0, 1]);
  expect(ids.aheadMs()).toBe(scanEpochMs - clock);
});

test('nodes never give the same id', () => {
  const given = new Set<number>();
  for (let node = 0; node <= nodeMax; node += 1) {
    const ids = createScanIds(() => now, node, 0);
    for (let count = 0; count < 300; count += 1) given.add(ids.next());
  }
  expect(given.size).toBe(32 * 300);
});

test('after a clock that went back, ids go on where they were, and say how far they are ahead', () => {
  let clock = now;
  const ids = createScanIds(() => clock, 3, 0);
  const before = ids.next();
  clock = now - 60_000;
  expect(timeOfScanId(ids.next())).toBe(timeOfScanId(before));
  expect(ids.aheadMs()).toBe(60_000);
  clock = now + 1;
  expect(timeOfScanId(ids.next())).toBe(now + 1);
  expect(ids.aheadMs()).toBe(0);
});

test('a restart goes on above the last id on disk, also with a clock behind it', () => {
  const last = createScanIds(() => now, 31, 0).next();
  const next = createScanIds(() => now - 1000, 0, last).next();
  expect(next).toBeGreaterThan(last);
});

test.each([-1, 32, 1.5, Number.NaN])('there is no node %s', (node) => {
  expect(() => createScanIds(() => now, node, 0)).toThrow(RangeError);
});

describe('the first id of a time', () => {
  test('parts the ids before it from those at and after it', () => {
    const times = fc.integer({ min: scanEpochMs + 1, max: scanEpochMs + 2 ** 40 });
    fc.assert(
      fc.property(times, nodes, (at, node) => {
        const first = firstScanIdAt(at);
        expect(timeOfScanId(first)).toBe(at);
        expect(createScanIds(() => at, node, 0).next()).toBeGreaterThanOrEqual(first);
        const before = createScanIds(() => at - 1, node, 0);
        for (let count = 0; count < 128; count += 1) expect(before.next()).toBeLessThan(first);
      }),
    );
  });

  test('is held inside the id space', () => {
    expect(firstScanIdAt(0)).toBe(0);
    expect(firstScanIdAt(scanEpochMs)).toBe(0);
    expect(Number.isSafeInteger(firstScanIdAt(8.64e15))).toBe(true);
    expect(firstScanIdAt(8.64e15)).toBeLessThan(2 ** 53);
  });
});
