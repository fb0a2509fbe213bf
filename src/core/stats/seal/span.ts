import { dayOfId, firstDayOfMonth, firstIdOfDay, monthOfDay } from '../month.ts';
import type { HitRows, PackStore, StatSnapshot } from '../port.ts';
import type { SealSpan } from './round.ts';

/**
 * What to seal next, before `day`: the rest of a run that was interrupted, or the days up to the end of the month in
 * which the next hit is. A long history is so sealed month by month, and answers are quick for what is done of it.
 */
export async function chooseSpan(store: PackStore, day: number, roundCodes: number): Promise<SealSpan> {
  const { sealedDay, targetDay, afterCode } = await store.read((snapshot) => snapshot.state());
  if (targetDay > sealedDay) return { fromDay: sealedDay, toDay: targetDay, afterCode, resumed: true };
  const month = await findMonth(store, sealedDay, day, roundCodes);
  const toDay = Math.min(day, firstDayOfMonth(month + 1));
  return { fromDay: sealedDay, toDay, afterCode: 0, resumed: false };
}

/** The month of the first hit of the days; the last one when there is none before it. */
async function findMonth(store: PackStore, fromDay: number, day: number, roundCodes: number) {
  const first = Math.max(0, monthOfDay(fromDay));
  let month = monthOfDay(day - 1);
  for (let after = 0; month > first; ) {
    const codes = await store.codesAfter(after, roundCodes);
    const last = codes.at(-1);
    if (last === undefined) break;
    const known = month;
    month = await store.read((snapshot) => findEarlierMonth(snapshot, codes, fromDay, known));
    after = last;
  }
  return month;
}

/** The month of their first hit if it is before a month; else that one. */
async function findEarlierMonth(
  snapshot: StatSnapshot,
  codes: readonly number[],
  fromDay: number,
  beforeMonth: number,
): Promise<number> {
  let month = beforeMonth;
  for (;;) {
    const untilId = firstIdOfDay(firstDayOfMonth(month));
    const id = await firstIdOf(snapshot.rows(codes, firstIdOfDay(fromDay), untilId));
    if (id === undefined) return month;
    month = monthOfDay(dayOfId(id));
  }
}

async function firstIdOf(pages: AsyncIterable<HitRows>): Promise<number | undefined> {
  for await (const { id } of pages) if (id[0] !== undefined) return id[0];
  return undefined;
}
