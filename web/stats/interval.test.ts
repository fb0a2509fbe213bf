import { describe, expect, test } from 'vitest';
import { chooseInterval, cutOf, intervalFor, offeredIntervals } from './interval.ts';

test('the interval goes with the length, and is one of those offered', () => {
  expect([1, 2, 7, 30, 92, 150, 365].map(chooseInterval)).toEqual([
    'hour',
    'hour',
    'day',
    'day',
    'day',
    'week',
    'month',
  ]);
  for (let days = 1; days < 3000; days += 1) expect(offeredIntervals(days)).toContain(chooseInterval(days));
});

test('what is wished for is taken where it makes sense', () => {
  expect(intervalFor('hour', 7)).toBe('hour');
  expect(intervalFor('hour', 365)).toBe('month');
  expect(intervalFor(null, 30)).toBe('day');
});

describe('intervals that are not whole', () => {
  const at = (day: string, clock = '00:00') => Date.parse(`${day}T${clock}:00+01:00`);
  const zone = 'Europe/Berlin';

  test('the last one lasts as long as its end is to come', () => {
    expect(cutOf([at('2026-11-21'), at('2026-11-22')], at('2026-11-22', '14:00'), 'day', zone)).toEqual({
      first: false,
      last: true,
    });
    expect(cutOf([at('2026-11-21'), at('2026-11-22')], at('2026-11-23'), 'day', zone).last).toBe(false);
    expect(cutOf([at('2026-11-22', '13:00')], at('2026-11-22', '13:30'), 'hour', zone).last).toBe(true);
    expect(cutOf([at('2026-11-22', '12:00')], at('2026-11-22', '13:00'), 'hour', zone).last).toBe(false);
  });

  test('weeks begin on Monday and months on the first', () => {
    const weeks = [at('2026-11-04'), at('2026-11-09'), at('2026-11-16')];
    expect(cutOf(weeks, at('2026-11-23'), 'week', zone)).toEqual({ first: true, last: false });
    expect(cutOf(weeks, at('2026-11-22'), 'week', zone)).toEqual({ first: true, last: true });
    const months = [at('2026-11-01'), at('2026-12-01')];
    expect(cutOf(months, at('2027-01-01'), 'month', zone)).toEqual({ first: false, last: false });
    expect(cutOf([at('2026-11-23'), at('2026-12-01')], at('2026-12-31'), 'month', zone)).toEqual({
      first: true,
      last: true,
    });
  });

  test('of nothing, nothing is cut', () => {
    expect(cutOf([], 0, 'day', zone)).toEqual({ first: false, last: false });
  });
});
