import type { Generated, Kysely } from 'kysely';
import { inChunks } from '../queries/chunks.ts';
import type { FlagChange } from '../queries/scan-rows.ts';
import type { Tables } from '../schema.ts';

/**
 * Flags that are being changed. They are noted here, and committed, before ClickHouse is told: totals follow in another
 * transaction, and if that one fails it is known by how much.
 */
export const createReflags = `
  create table if not exists clickhouse_reflags (
    num bigint generated always as identity primary key, code_num integer not null, id bigint not null,
    was smallint not null, flags smallint not null
  );
  create index if not exists clickhouse_reflags_code on clickhouse_reflags (code_num)`;

// Not an interface, which Kysely would take for open to other tables.
type ReflagTables = {
  clickhouse_reflags: { num: Generated<number>; code_num: number; id: number; was: number; flags: number };
};

/** By id: what the totals still hold, and the flags that were meant last. */
export async function readReflags(
  db: Kysely<Tables>,
  codeNum: number,
): Promise<ReadonlyMap<number, FlagChange>> {
  const rows = await db
    .withTables<ReflagTables>()
    .selectFrom('clickhouse_reflags')
    .select(['id', 'was', 'flags'])
    .where('code_num', '=', codeNum)
    .orderBy('num')
    .execute();
  const changes = new Map<number, FlagChange>();
  for (const { id, was, flags } of rows)
    changes.set(id, { id, from: changes.get(id)?.from ?? was, to: flags });
  return changes;
}

/** Durable when it resolves, outside of a transaction. */
export async function noteReflags(
  db: Kysely<Tables>,
  codeNum: number,
  changes: readonly FlagChange[],
): Promise<void> {
  const rows = changes.map(({ id, from, to }) => ({ code_num: codeNum, id, was: from, flags: to }));
  await inChunks(rows, async (chunk) => {
    await db.withTables<ReflagTables>().insertInto('clickhouse_reflags').values(chunk).execute();
    return [];
  });
}

/** In the transaction that counts them. */
export async function eraseReflags(db: Kysely<Tables>, codeNum: number): Promise<void> {
  const noted = db.withTables<ReflagTables>().deleteFrom('clickhouse_reflags');
  await noted.where('code_num', '=', codeNum).execute();
}
