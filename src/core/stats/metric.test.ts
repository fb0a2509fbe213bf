import { expect, test } from 'vitest';
import { classesOf, classOfFlags } from '../scans/hit.ts';
import { columnsByClass, isScan, isSumMetric, partOfFlags, type SumMetric } from './metric.ts';
import { metrics } from './question.ts';

test('hits of every class are in exactly one part, and hits of scans alone are scans', () => {
  const parts: readonly SumMetric[] = metrics.filter(isSumMetric).filter((metric) => metric !== 'hits');
  columnsByClass(parts).forEach((columns, hitClass) => {
    expect(columns).toEqual([parts.indexOf(partOfFlags(hitClass))]);
    expect(partOfFlags(hitClass) === 'scans').toBe(isScan(hitClass));
  });
  expect(new Set(classesOf('all').map(partOfFlags))).toEqual(new Set(parts));
});

test('reasons and networks change nothing of what a hit counts as', () => {
  for (let flags = 0; flags < 2 ** 15; flags += 1)
    expect(partOfFlags(flags)).toBe(partOfFlags(classOfFlags(flags)));
});
