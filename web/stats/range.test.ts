import { describe, expect, test } from 'vitest';
import { lengthOf, movePeriod, type Period, presetKeys, presets, rangeOf, timesOf } from './range.ts';

const today = '2026-11-22';

test.each([
  ['today', '2026-11-22', '2026-11-22'],
  ['yesterday', '2026-11-21', '2026-11-21'],
  ['7d', '2026-11-16', '2026-11-22'],
  ['28d', '2026-10-26', '2026-11-22'],
  ['30d', '2026-10-24', '2026-11-22'],
  ['month', '2026-11-01', '2026-11-22'],
  ['last-month', '2026-10-01', '2026-10-31'],
  ['3m', '2026-08-23', '2026-11-22'],
  ['12m', '2025-11-23', '2026-11-22'],
] as const)('%s is from %s to %s', (preset, from, to) => {
  expect(rangeOf(preset, today)).toEqual({ from, to });
});

test('all begins with the first day that has a hit, and is never empty', () => {
  expect(rangeOf('all', today, '2024-05-01')).toEqual({ from: '2024-05-01', to: today });
  expect(rangeOf('all', today, '2027-01-01')).toEqual({ from: today, to: today });
});

test('every preset has a key of its own, and none of the app’s', () => {
  const keys = Object.values(presetKeys);
  expect(new Set(keys).size).toBe(presets.length);
  for (const key of ['g', 'n', '/', '?']) expect(keys).not.toContain(key);
});

describe('the period before and after', () => {
  const move = (period: Period, steps: -1 | 1) => movePeriod(period, steps, today);

  test('is as long, next to it, and named where it has a name', () => {
    expect(move('today', -1)).toBe('yesterday');
    expect(move('yesterday', 1)).toBe('today');
    expect(move('7d', -1)).toEqual({ from: '2026-11-09', to: '2026-11-15' });
    expect(move({ from: '2026-11-09', to: '2026-11-15' }, 1)).toBe('7d');
  });

  test('of a month is a month, however many days it has', () => {
    expect(move('month', -1)).toBe('last-month');
    expect(move('last-month', -1)).toEqual({ from: '2026-09-01', to: '2026-09-30' });
    expect(move({ from: '2026-09-01', to: '2026-09-30' }, 1)).toBe('last-month');
    expect(move('last-month', 1)).toBe('month');
    expect(move({ from: '2026-01-01', to: '2026-02-28' }, -1)).toEqual({
      from: '2025-11-01',
      to: '2025-12-31',
    });
  });

  test('ends with today', () => {
    expect(move({ from: '2026-11-10', to: '2026-11-19' }, 1)).toEqual({ from: '2026-11-13', to: today });
    for (const period of ['today', '7d', 'month', '12m', 'all'] as const)
      expect(move(period, 1)).toBeUndefined();
    expect(move('all', -1)).toBeUndefined();
  });

  test('there and back again is where one was', () => {
    for (const preset of presets.filter((one) => one !== 'all')) {
      const before = move(preset, -1) as Period;
      expect(lengthOf(rangeOf(before, today)), preset).toBeGreaterThan(0);
      expect(rangeOf(movePeriod(before, 1, today) as Period, today), preset).toEqual(rangeOf(preset, today));
    }
  });
});

test('what lasts until now is asked without an end, and days that are over with the day behind', () => {
  expect(timesOf(rangeOf('7d', today), today)).toEqual({ since: '2026-11-16' });
  expect(timesOf(rangeOf('last-month', today), today)).toEqual({ since: '2026-10-01', until: '2026-11-01' });
});
