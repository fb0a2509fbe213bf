import { firstScanIdAt, scanEpochMs, timeOfScanId } from '../../core/scans/id.ts';
import { dayOfTime, dayStartMs, firstDayOfMonth } from '../../core/stats/month.ts';

/** Packs of a code are one range of the key: the months that fit in between are more than scan ids can tell. */
const monthsPerCode = 4_096;

export function packIdOf(code: number, month: number): number {
  return code * monthsPerCode + month;
}

export function monthOfPackId(packId: number): number {
  return packId % monthsPerCode;
}

/** First and last key of a code's packs; months that no pack can have are cut off. */
export function packIdsOf(code: number, fromMonth = 0, toMonth = monthsPerCode - 1): [number, number] {
  return [
    packIdOf(code, Math.max(fromMonth, 0)),
    packIdOf(code, Math.min(Math.max(toMonth, -1), monthsPerCode - 1)),
  ];
}

/** UTC day of a scan, since 1970. */
export function dayOfScanId(id: number): number {
  return dayOfTime(timeOfScanId(id));
}

/** The smallest id that a scan of the day can have. */
export function firstIdOfDay(day: number): number {
  return firstScanIdAt(dayStartMs(day));
}

/** `id / idsPerDay`, without its fraction, is the day counted from `firstDay`. */
export const firstDay = dayOfTime(scanEpochMs);
export const idsPerDay = firstIdOfDay(firstDay + 1) - firstIdOfDay(firstDay);

/** Days since 1970 whose bits are set. */
export function daysOfBits(month: number, bits: number): number[] {
  const first = firstDayOfMonth(month);
  const days = Array.from({ length: 31 }, (_, day) => day);
  return days.filter((day) => (bits & (1 << day)) !== 0).map((day) => first + day);
}

export interface IdRange {
  readonly fromId: number;
  /** Exclusive. */
  readonly toId: number;
}

/** What is left of a range without some days, ascending. */
export function rangesWithout({ fromId, toId }: IdRange, days: Iterable<number>): IdRange[] {
  const ranges: IdRange[] = [];
  let from = fromId;
  for (const day of [...days].sort((a, b) => a - b)) {
    const [start, end] = [firstIdOfDay(day), firstIdOfDay(day + 1)];
    if (start >= toId) break;
    if (start > from) ranges.push({ fromId: from, toId: start });
    from = Math.max(from, end);
  }
  if (from < toId) ranges.push({ fromId: from, toId });
  return ranges;
}

/** Ranges that touch become one. */
export function joinRanges(ranges: readonly IdRange[]): IdRange[] {
  const joined: IdRange[] = [];
  for (const range of ranges) {
    const last = joined.at(-1);
    if (last?.toId !== range.fromId) joined.push(range);
    else joined[joined.length - 1] = { fromId: last.fromId, toId: range.toId };
  }
  return joined;
}
