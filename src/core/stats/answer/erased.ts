import { firstDayOfMonth, hasDay, monthOfDay } from '../month.ts';
import type { StatSnapshot } from '../port.ts';

/** `erasedDays` of packs by month and code; those without an erased day are left out. */
export type ErasedDays = ReadonlyMap<number, ReadonlyMap<number, number>>;

/** @param toDay exclusive; days since 1970 */
export async function findErasedDays(
  snapshot: StatSnapshot,
  codes: readonly number[],
  fromDay: number,
  toDay: number,
): Promise<ErasedDays> {
  const found = new Map<number, Map<number, number>>();
  for await (const packs of snapshot.packs(codes, monthOfDay(fromDay), monthOfDay(toDay - 1), [])) {
    for (const { code, month, erasedDays } of packs) {
      if (erasedDays === 0) continue;
      const byCode = found.get(month) ?? new Map<number, number>();
      found.set(month, byCode.set(code, erasedDays));
    }
  }
  return found;
}

export function isErased(erased: ErasedDays, code: number, day: number): boolean {
  const month = monthOfDay(day);
  return hasDay(erased.get(month)?.get(code) ?? 0, month, day);
}

/** Of any code, in [fromDay, toDay). */
export function lastErasedDay(erased: ErasedDays, fromDay: number, toDay: number): number | undefined {
  let last: number | undefined;
  for (const [month, byCode] of erased) {
    const firstDay = firstDayOfMonth(month);
    let days = 0;
    for (const one of byCode.values()) days |= one;
    for (let day = Math.max(firstDay, fromDay); day < Math.min(firstDay + 31, toDay); day += 1)
      if (hasDay(days, month, day)) last = Math.max(last ?? day, day);
  }
  return last;
}

/**
 * The first day behind `day` of which no code's single hits are erased.
 * @param endDay days since 1970; nothing is looked for behind it
 */
export async function endOfErased(
  snapshot: StatSnapshot,
  codes: readonly number[],
  day: number,
  endDay: number,
): Promise<number> {
  const erased = await findErasedDays(snapshot, codes, day, endDay);
  const isAny = (one: number) => lastErasedDay(erased, one, one + 1) !== undefined;
  let next = day + 1;
  while (next < endDay && isAny(next)) next += 1;
  return next;
}
