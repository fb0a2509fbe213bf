import { scanEpochMs } from '../../scans/id.ts';
import { dayMs, monthOfTime, monthStartMs, quarterMs } from '../month.ts';
import type { SealState } from '../port.ts';
import type { TimeRange } from '../zone.ts';

/** A part of the range that ends inside of a quarter-hour, and whose single hits must be there. */
export interface RangeEnd {
  readonly path: 'since' | 'until';
  /** Days since 1970. */
  readonly day: number;
}

/** Where the hits of a range are read. The pieces are disjoint, and no UTC day's visitors are in two of them. */
export interface RangePlan {
  /** Read from single hits. */
  readonly single: readonly TimeRange[];
  /** Read from packs, but for late hits; both ends on quarter-hours. */
  readonly packed: TimeRange | null;
  readonly ends: readonly RangeEnd[];
}

export interface PlanNeeds {
  /** Everything from single hits. */
  readonly allSingle: boolean;
  /** Days are not torn apart between packs and single hits. */
  readonly visitors: boolean;
}

/**
 * Only what packs know by quarter-hours is read from them: an end within one is read from single hits.
 * @param sealedMs UTC ms, exclusive: all before it is in packs
 */
export function planRange(range: TimeRange, sealedMs: number, needs: PlanNeeds): RangePlan {
  const sinceMs = Math.max(range.sinceMs, scanEpochMs);
  const { untilMs } = range;
  if (sinceMs >= untilMs) return { single: [], packed: null, ends: [] };
  if (needs.allSingle || sinceMs >= sealedMs)
    return { single: [{ sinceMs, untilMs }], packed: null, ends: [] };
  const sealed = planSealed(sinceMs, Math.min(untilMs, sealedMs), needs.visitors ? dayMs : quarterMs);
  const open = { sinceMs: sealedMs, untilMs };
  return { ...sealed, single: [...sealed.single, open].filter(isTime) };
}

/** @param unitMs what is read as a whole from single hits when an end is inside of a quarter-hour */
function planSealed(sinceMs: number, untilMs: number, unitMs: number): RangePlan {
  const ends: RangeEnd[] = [];
  let fromMs = sinceMs;
  let toMs = untilMs;
  if (sinceMs % quarterMs !== 0) {
    ends.push({ path: 'since', day: Math.floor(sinceMs / dayMs) });
    fromMs = Math.min(Math.ceil(sinceMs / unitMs) * unitMs, untilMs);
  }
  if (untilMs % quarterMs !== 0 && fromMs < untilMs) {
    ends.push({ path: 'until', day: Math.floor(untilMs / dayMs) });
    toMs = Math.max(Math.floor(untilMs / unitMs) * unitMs, fromMs);
  }
  const single = [
    { sinceMs, untilMs: fromMs },
    { sinceMs: toMs, untilMs },
  ];
  return {
    single: single.filter(isTime),
    packed: fromMs < toMs ? { sinceMs: fromMs, untilMs: toMs } : null,
    ends,
  };
}

function isTime({ sinceMs, untilMs }: TimeRange): boolean {
  return sinceMs < untilMs;
}

/** Part of a month's packs, in quarter-hours of the month. */
export interface MonthWindow {
  readonly month: number;
  readonly fromQuarter: number;
  /** Exclusive. */
  readonly toQuarter: number;
  /** The packs have nothing outside of the window. */
  readonly whole: boolean;
}

/** One window for each month that the range touches, in order. @param packed with both ends on quarter-hours (UTC) */
export function windowsOf(packed: TimeRange, state: SealState): MonthWindow[] {
  const sealedMs = state.sealedDay * dayMs;
  // Days that a run of the sealer has closed may be in some packs before they are sealed.
  const endsSealed = packed.untilMs === sealedMs && state.closedDay === state.sealedDay;
  const windows: MonthWindow[] = [];
  for (let month = monthOfTime(packed.sinceMs); monthStartMs(month) < packed.untilMs; month += 1) {
    const startMs = monthStartMs(month);
    const endMs = monthStartMs(month + 1);
    const fromQuarter = Math.max(0, (packed.sinceMs - startMs) / quarterMs);
    const toQuarter = (Math.min(packed.untilMs, endMs) - startMs) / quarterMs;
    const whole = fromQuarter === 0 && (packed.untilMs >= endMs || endsSealed);
    windows.push({ month, fromQuarter, toQuarter, whole });
  }
  return windows;
}
