import { expect, test } from 'vitest';
import type { WireLiveScan } from '../../src/http/dashboard/wire-stats.ts';
import { addScan, createSeen } from './live-list.ts';

const scanAt = (at: number): WireLiveScan => ({
  id: String(at),
  at,
  code: { id: 'c', slug: 'menu', name: 'Menu' },
  ...{ country: null, city: null, device: null, os: null, browser: null, referrer: null, kind: 'human' },
});

test('the newest scan stands first, also where an older one is told later, and the list has an end', () => {
  const of = (times: readonly number[]) =>
    times.reduce<readonly WireLiveScan[]>((list, at) => addScan(list, scanAt(at)), []).map(({ at }) => at);
  expect(of([3, 5, 4, 1])).toEqual([5, 4, 3, 1]);
  const many = of(Array.from({ length: 80 }, (_, at) => at));
  expect([many.length, many[0]]).toEqual([50, 79]);
});

test('a scan that is told twice is new once', () => {
  const isNew = createSeen();
  expect(['1', '2', '1'].map(isNew)).toEqual([true, true, false]);
});
