import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createMemoryRateCounter, takeRequest } from './rate-limit.ts';

const minute = Date.UTC(2026, 10, 21, 12);

test('in each UTC minute just as many requests pass as the limit says', async () => {
  const counter = createMemoryRateCounter();
  for (const windowMs of [minute, minute + 60_000]) {
    const taken = [];
    for (const at of [0, 1, 30_000, 59_999]) taken.push(await takeRequest(counter, 'w1', 3, windowMs + at));
    expect(taken.map(({ allowed }) => allowed)).toEqual([true, true, true, false]);
    expect(taken.map(({ remaining }) => remaining)).toEqual([2, 1, 0, 0]);
    expect(taken.every(({ limit }) => limit === 3)).toBe(true);
  }
});

test('one scope takes nothing from another', async () => {
  const counter = createMemoryRateCounter();
  await takeRequest(counter, 'w1', 1, minute);
  expect(await takeRequest(counter, 'w1', 1, minute)).toMatchObject({ allowed: false });
  expect(await takeRequest(counter, 'w2', 1, minute)).toMatchObject({ allowed: true });
});

test('a refused caller who waits as told is let in: at least a second, at most a minute', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 4_000_000_000_000 }), async (nowMs) => {
      const counter = createMemoryRateCounter();
      await takeRequest(counter, 'w', 1, nowMs);
      const { allowed, retryAfter, resetAt } = await takeRequest(counter, 'w', 1, nowMs);
      expect(allowed).toBe(false);
      expect(Number.isInteger(retryAfter) && retryAfter >= 1 && retryAfter <= 60).toBe(true);
      expect(resetAt * 1000).toBeGreaterThan(nowMs);
      expect(await takeRequest(counter, 'w', 1, nowMs + retryAfter * 1000)).toMatchObject({ allowed: true });
    }),
  );
});

test('a limit of 0 lets everything pass and counts nothing', async () => {
  const counter = createMemoryRateCounter();
  for (let count = 0; count < 5; count += 1) {
    expect(await takeRequest(counter, 'w', 0, minute)).toMatchObject({
      allowed: true,
      limit: 0,
      remaining: 0,
    });
  }
  expect(await counter.add('w', minute)).toBe(1);
});

test('memory holds at most 100,000 scopes of one minute, and those it holds go on being counted', async () => {
  const counter = createMemoryRateCounter();
  await counter.add('early', minute);
  for (let scope = 0; scope < 100_000; scope += 1) await counter.add(`s${scope}`, minute);
  expect(await counter.add('late', minute)).toBe(1);
  expect(await counter.add('late', minute)).toBe(1);
  expect(await counter.add('early', minute)).toBe(2);
  expect(await counter.add('late', minute + 60_000)).toBe(1);
  expect(await counter.add('late', minute + 60_000)).toBe(2);
});
