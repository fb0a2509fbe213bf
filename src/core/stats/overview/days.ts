import { AppError } from '../../errors.ts';
import { requireZoneName } from '../ask/require-zone.ts';
import { quarterMs } from '../month.ts';
import type { StatAnswer, Statistics, StatPeriod, StatQuestion } from '../question.ts';
import { localDayOf, periodBefore, startOfLocalDay, type TimeRange } from '../zone.ts';
import { type Zone, zoneOf } from '../zone-offsets.ts';

/** The days that an overview is about, by the clocks of a zone. */
export interface OverviewDays {
  readonly zone: string;
  readonly nowMs: number;
  /** UTC ms of the beginning of the day so many days ago; 0: today. */
  startOf(daysAgo: number): number;
}

/** @throws {AppError} validation_error for what is no zone */
export function overviewDays(wanted: string | undefined, nowMs: number): OverviewDays {
  const name = requireZoneName(wanted);
  const zone: Zone = zoneOf(name);
  const today = localDayOf(zone, nowMs);
  return { zone: name, nowMs, startOf: (daysAgo) => startOfLocalDay(zone, today - daysAgo) };
}

export interface DayCounts {
  readonly scans: number;
  readonly visitors: number;
}

export const dayMetrics = ['scans', 'visitors'] as const;

export function countsOf({ totals: [scans = 0, visitors = 0] }: Pick<StatPeriod, 'totals'>): DayCounts {
  return { scans, visitors };
}

type Ask = (range: TimeRange, changes: Partial<StatQuestion>) => Promise<StatAnswer>;

export function askerOf(statistics: Statistics, codes: readonly number[], zone: string): Ask {
  return (range, changes) =>
    statistics.answer({
      ...{ codes, zone, ...range, interval: null, metrics: ['scans'], by: [], split: null, filters: [] },
      // Every code has its row.
      ...{ limit: Math.max(codes.length, 1), after: null, compare: false, ...changes },
    });
}

/**
 * Yesterday up to the same time of day. Where single scans of that time are erased, packs know it by quarters of an
 * hour: then up to the last of them.
 */
export async function askYesterdaySoFar(ask: Ask, days: OverviewDays): Promise<DayCounts> {
  const today = { sinceMs: days.startOf(0), untilMs: days.nowMs };
  const { sinceMs, untilMs } = periodBefore(days.zone, today);
  const askUntil = async (endMs: number) =>
    countsOf(await ask({ sinceMs, untilMs: endMs }, { metrics: dayMetrics }));
  return askUntil(untilMs).catch((error: unknown) => {
    if (!(error instanceof AppError && error.code === 'validation_error')) throw error;
    return askUntil(Math.max(sinceMs, Math.floor(untilMs / quarterMs) * quarterMs));
  });
}
