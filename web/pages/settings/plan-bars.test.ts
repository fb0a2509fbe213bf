import { expect, test } from 'vitest';
import type { Plan } from '../../../src/http/dashboard/wire-people.ts';
import { planBars } from './plan-bars.ts';

const plan: Plan = {
  name: 'free',
  codesMax: 10,
  scansPerMonthMax: 5_000,
  seatsMax: 1,
  requestsPerMinute: 60,
};
const free = { plan, codes: 0, scansThisMonth: 0, seats: 1 };

test('a limit that is reached is full, and one that is not never looks so', () => {
  const [codes, scans, seats] = planBars({ ...free, codes: 10, scansThisMonth: 4_999 });
  expect(codes).toMatchObject({ name: 'codes', percent: 100, tone: 'full' });
  expect(scans).toMatchObject({ name: 'scans', percent: 99, tone: 'near' });
  expect(seats).toMatchObject({ name: 'seats', percent: 100, tone: 'full' });
});

test('more than the plan has room for stays within the bar', () => {
  expect(planBars({ ...free, codes: 25 })[0]).toMatchObject({ used: 25, percent: 100, tone: 'full' });
});

test('without a limit there is no share of it', () => {
  const [codes] = planBars({ ...free, plan: { ...plan, codesMax: null }, codes: 100_000 });
  expect(codes).toMatchObject({ most: null, percent: null, tone: 'ok' });
});

test('a limit of nothing is full from the beginning', () => {
  expect(planBars({ ...free, plan: { ...plan, codesMax: 0 } })[0]).toMatchObject({
    percent: 100,
    tone: 'full',
  });
});
