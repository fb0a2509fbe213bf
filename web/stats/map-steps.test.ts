import { expect, it } from 'vitest';
import { stepOf, stepsOf } from './map-steps.ts';

it('steps grow by the same factor, in round numbers, and the largest count is on the last', () => {
  expect(stepsOf([1, 12, 340, 12_000])).toEqual([1, 7, 40, 300, 2_000]);
  expect(stepsOf([400, 1_200, 900])).toEqual([400, 500, 620, 770, 960]);
  expect(stepOf(12_000, stepsOf([1, 12_000]))).toBe(4);
  expect(stepOf(39, stepsOf([1, 12_000]))).toBe(1);
});

it('few different counts make as few steps, without one that nothing can be on', () => {
  expect(stepsOf([3, 3, 0])).toEqual([3]);
  expect(stepsOf([1, 2])).toEqual([1, 2]);
  expect(stepsOf([1, 2, 3])).toEqual([1, 2, 3]);
  expect(stepsOf([])).toEqual([]);
  expect(stepsOf([0])).toEqual([]);
});

it('nothing is on no step', () => {
  expect(stepOf(0, [1, 2])).toBe(-1);
});
