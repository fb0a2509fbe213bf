import { expect, test } from 'vitest';
import { defaultPlans, isPlanName, planNames } from './plans.ts';

test('every plan has its own name, and a higher one never holds less', () => {
  const plans = planNames.map((name) => defaultPlans[name]);
  expect(plans.map(({ name }) => name)).toEqual([...planNames]);
  const orNone = (max: number | null) => max ?? Number.POSITIVE_INFINITY;
  for (const [index, plan] of plans.slice(1).entries()) {
    const lower = plans[index]!;
    expect(orNone(plan.codesMax)).toBeGreaterThan(orNone(lower.codesMax));
    expect(orNone(plan.scansPerMonthMax)).toBeGreaterThan(orNone(lower.scansPerMonthMax));
    expect(plan.requestsPerMinute).toBeGreaterThan(lower.requestsPerMinute);
  }
});

test('names of plans are taken to the letter', () => {
  expect(['free', 'pro', 'business'].every(isPlanName)).toBe(true);
  expect(['Free', '', 'toString', 'enterprise'].some(isPlanName)).toBe(false);
});
