import type { WireUsage } from '../../../src/http/dashboard/wire-people.ts';

export interface PlanBar {
  readonly name: 'codes' | 'scans' | 'seats';
  readonly used: number;
  /** Null: no limit. */
  readonly most: number | null;
  /** Full percent, 0 to 100; null where there is no limit. */
  readonly percent: number | null;
  readonly tone: 'ok' | 'near' | 'full';
}

/** From here on it is worth thinking about a larger plan. */
const nearPercent = 80;

/** What is used of a plan, and what it has room for. */
export function planBars({ plan, codes, scansThisMonth, seats }: WireUsage): readonly PlanBar[] {
  return [
    barOf('codes', codes, plan.codesMax),
    barOf('scans', scansThisMonth, plan.scansPerMonthMax),
    barOf('seats', seats, plan.seatsMax),
  ];
}

function barOf(name: PlanBar['name'], used: number, most: number | null): PlanBar {
  if (most === null) return { name, used, most, percent: null, tone: 'ok' };
  if (used >= most) return { name, used, most, percent: 100, tone: 'full' };
  // Rounded down, so that only what is full looks full.
  const percent = Math.floor((100 * used) / most);
  return { name, used, most, percent, tone: percent >= nearPercent ? 'near' : 'ok' };
}
