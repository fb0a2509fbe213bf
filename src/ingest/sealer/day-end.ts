import { dayOfTime, dayStartMs } from '../../core/stats/month.ts';

/** A day is sealed this long after its end: hits under way are stored by then, and need not be late. */
const graceMs = 120_000;

/** The first UTC day (days since 1970) that is not over yet: all before it can be sealed. */
export function firstOpenDay(nowMs: number): number {
  return dayOfTime(nowMs - graceMs);
}

/** UTC ms at which that day can be sealed. */
export function sealTimeOf(day: number): number {
  return dayStartMs(day + 1) + graceMs;
}
