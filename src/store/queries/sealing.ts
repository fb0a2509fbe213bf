import { type Kysely, sql } from 'kysely';
import { dayOfId, firstDayOfMonth, monthOfDay } from '../../core/stats/month.ts';
import type { Tables } from '../schema.ts';
import { inChunks } from './chunks.ts';
import type { EngineLocks } from './engine-locks.ts';
import {
  daysOfBits,
  firstDay,
  type IdRange,
  idsPerDay,
  monthOfPackId,
  packIdOf,
  packIdsOf,
} from './scan-days.ts';

/** What those who change stored hits must know and tell of the packs that were made of them. */

/** How far days are closed and sealed. Until the transaction ends, nobody else changes packs or this. */
export async function holdPacks(db: Kysely<Tables>, locks: EngineLocks) {
  await locks.holdPacks();
  const row = await db
    .selectFrom('sealing')
    .select(['closed_day', 'sealed_day'])
    .where('id', '=', 1)
    .executeTakeFirstOrThrow();
  return { closedDay: row.closed_day, sealedDay: row.sealed_day };
}

export interface PackMark {
  readonly month: number;
  /** Days since 1970 of which single hits were erased. */
  readonly erasedDays: readonly number[];
}

/** A code's packs by month. */
export async function packMarksOf(db: Kysely<Tables>, codeNum: number): Promise<PackMark[]> {
  const [from, to] = packIdsOf(codeNum);
  const rows = await db
    .selectFrom('packs')
    .select(['id', 'erased_days'])
    .where('id', '>=', from)
    .where('id', '<=', to)
    .orderBy('id')
    .execute();
  return rows.map(({ id, erased_days }) => {
    const month = monthOfPackId(id);
    return { month, erasedDays: daysOfBits(month, erased_days) };
  });
}

/** Days of which single hits were erased. */
export async function erasedDaysOf(db: Kysely<Tables>, codeNum: number): Promise<number[]> {
  return (await packMarksOf(db, codeNum)).flatMap((mark) => mark.erasedDays);
}

export async function markErased(db: Kysely<Tables>, codeNum: number, days: Iterable<number>): Promise<void> {
  const months = Map.groupBy(days, monthOfDay);
  for (const [month, daysOfMonth] of months) {
    const first = firstDayOfMonth(month);
    const bits = daysOfMonth.reduce((set, day) => set | (1 << (day - first)), 0);
    await db
      .updateTable('packs')
      .set({ erased_days: sql`erased_days | ${bits}` })
      .where('id', '=', packIdOf(codeNum, month))
      .execute();
  }
  await raiseVersions(db, months.keys());
}

export async function erasePacks(db: Kysely<Tables>, codeNum: number): Promise<void> {
  const [from, to] = packIdsOf(codeNum);
  const erased = await db
    .deleteFrom('packs')
    .where('id', '>=', from)
    .where('id', '<=', to)
    .returning('id')
    .execute();
  await raiseVersions(
    db,
    erased.map((row) => monthOfPackId(row.id)),
  );
}

async function raiseVersions(db: Kysely<Tables>, months: Iterable<number>): Promise<void> {
  const rows = [...months].map((month) => ({ month, version: 1 }));
  if (rows.length === 0) return;
  await db
    .insertInto('pack_months')
    .values(rows)
    .onConflict((conflict) => conflict.column('month').doUpdateSet({ version: sql`pack_months.version + 1` }))
    .execute();
}

/** Days of a range that have late hits. */
export async function lateDaysOf(db: Kysely<Tables>, codeNum: number, range: IdRange): Promise<number[]> {
  // In the text of the statement: a bound number would be a real one on SQLite, and so the quotient.
  const day = sql<number>`id / ${sql.lit(idsPerDay)}`;
  const rows = await db
    .selectFrom('late_hits')
    .select(day.as('day'))
    .distinct()
    .where('code_num', '=', codeNum)
    .where('id', '>=', range.fromId)
    .where('id', '<', range.toId)
    .execute();
  return rows.map((row) => firstDay + row.day);
}

/** @param toId exclusive */
export async function eraseLateHits(db: Kysely<Tables>, codeNum: number, toId: number): Promise<void> {
  await db.deleteFrom('late_hits').where('code_num', '=', codeNum).where('id', '<', toId).execute();
}

/**
 * Has the closed days of these hits, whose flags were changed, sealed anew: one of each is noted as late. If all of
 * a day's were noted before, a sealer may have read the day already and be about to settle them: it loses its claim
 * and begins again.
 */
export async function noteChanged(
  db: Kysely<Tables>,
  codeNum: number,
  ids: readonly number[],
): Promise<void> {
  const rows = await inChunks(ids, (chunk) =>
    db
      .selectFrom('late_hits')
      .select('id')
      .where('code_num', '=', codeNum)
      .where('id', 'in', chunk)
      .execute(),
  );
  const noted = new Set(rows.map((row) => row.id));
  const chosen = [...Map.groupBy(ids, dayOfId).values()].map((day) => day.find((id) => !noted.has(id)));
  const fresh = chosen.filter((id) => id !== undefined);
  await inChunks(fresh, async (chunk) => {
    const values = chunk.map((id) => ({ code_num: codeNum, id }));
    await db.insertInto('late_hits').values(values).execute();
    return [];
  });
  if (fresh.length < chosen.length) {
    await db.updateTable('sealing').set({ holder: null, leased_until: 0 }).where('id', '=', 1).execute();
  }
}
