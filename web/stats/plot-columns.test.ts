import { expect, test } from 'vitest';
import { columnsOf } from './plot-columns.ts';

const point = (count: number, isCut = false) => ({
  startMs: count * 1_000,
  count,
  before: count === 3 ? null : { startMs: 0, count: count * 10 },
  isCut,
});

test('what is cut is a line of its own that touches the whole one', () => {
  const [times, before, whole, cut] = columnsOf([
    point(1, true),
    point(2),
    point(3),
    point(4),
    point(5, true),
  ]);
  expect(times).toEqual([1, 2, 3, 4, 5]);
  expect(before).toEqual([10, 20, null, 40, 50]);
  expect(whole).toEqual([null, 2, 3, 4, null]);
  expect(cut).toEqual([1, 2, null, 4, 5]);
});

test('without a cut there is one line', () => {
  expect(columnsOf([point(1), point(2)])[3]).toEqual([null, null]);
});
