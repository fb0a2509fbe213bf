import { firstDayOfMonth, monthOfDay } from '../month.ts';
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
  const days = erased.get(month)?.get(code) ?? 0;
  return ((days >>> (day - firstDayOfMonth(month))) & 1) === 1;
}

/** Of any code, in [fromDay, toDay). */
export function lastErasedDay(erased: ErasedDays, fromDay: number, toDay: number): number | undefined {
  let last: number | undefined;
  for (const [month, byCode] of erased) {
    const firstDay = firstDayOfMonth(month);
    let days = 0;
    for (const one of byCode.values()) days |= one;
    for (let place = 0; place < 31; place += 1) {
      const day = firstDay + place;
      if (((days >>> place) & 1) === 1 && day >= fromDay && day < toDay) last = Math.max(last ?? day, day);
    }
  }
  return last;
}
