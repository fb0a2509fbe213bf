import { scanEpochMs } from '../../core/scans/id.ts';
import { dayOfTime, firstDayOfMonth, firstIdOfDay, hasDay } from '../../core/stats/month.ts';

/** Packs of a code are one range of the key: the months that fit in between are more than scan ids can tell. */
export const monthsPerCode = 4_096;

export function packIdOf(code: number, month: number): number {
  return code * monthsPerCode + month;
}

export function codeOfPackId(packId: number): number {
  return Math.floor(packId / monthsPerCode);
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

/** `id / idsPerDay`, without its fraction, is the day counted from `firstDay`. */
export const firstDay = dayOfTime(scanEpochMs);
export const idsPerDay = firstIdOfDay(firstDay + 1) - firstIdOfDay(firstDay);

/** Days since 1970 whose bits are set. */
export function daysOfBits(month: number, bits: number): number[] {
  const first = firstDayOfMonth(month);
  return Array.from({ length: 31 }, (_, place) => first + place).filter((day) => hasDay(bits, month, day));
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
