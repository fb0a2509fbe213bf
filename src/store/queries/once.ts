import type { Kysely, Selectable } from 'kysely';
import { sql } from 'kysely';
import type { OnceRow, OnceWrites } from '../../core/idempotency/store-port.ts';
import type { OnceTable, Tables } from '../schema.ts';

export function onceWrites(db: Kysely<Tables>): OnceWrites {
  const ofMine = ({ scope, key, claim }: Pick<OnceRow, 'scope' | 'key' | 'claim'>) =>
    db
      .updateTable('idempotent_answers')
      .where('scope', '=', scope)
      .where('key', '=', key)
      .where('claim', '=', claim);
  return {
    async find(scope, key) {
      const rows = db.selectFrom('idempotent_answers').selectAll().where('scope', '=', scope);
      const row = await rows.where('key', '=', key).executeTakeFirst();
      return row && toOnceRow(row);
    },
    async insert(row) {
      const inserted = await db
        .insertInto('idempotent_answers')
        .values(toRow(row))
        .onConflict((conflict) => conflict.columns(['scope', 'key']).doNothing())
        .returning('claim')
        .executeTakeFirst();
      return inserted !== undefined;
    },
    async takeOver(mine, claim, atMs) {
      const result = await ofMine(mine).set({ claim, claimed_at: atMs }).executeTakeFirst();
      return result.numUpdatedRows > 0n;
    },
    async setObject(mine, objectId) {
      const result = await ofMine(mine).set({ object_id: objectId }).executeTakeFirst();
      return result.numUpdatedRows > 0n;
    },
    async setAnswer(mine, { status, headers, body }) {
      await ofMine(mine)
        .set({ status, headers: JSON.stringify(headers), body })
        .execute();
    },
    async release(mine) {
      await db
        .deleteFrom('idempotent_answers')
        .where('scope', '=', mine.scope)
        .where('key', '=', mine.key)
        .where('claim', '=', mine.claim)
        .where('object_id', 'is', null)
        .execute();
      await ofMine(mine).set({ claimed_at: 0 }).execute();
    },
    remove: (mine) => remove(db, mine),
    async pruneSome(atMs, limit) {
      const rows = db
        .selectFrom('idempotent_answers')
        .select(['scope', 'key', 'claim'])
        .where('made_at', '<', atMs);
      const old = await rows.orderBy('made_at').limit(limit).execute();
      for (const row of old) await remove(db, row);
      return old.length;
    },
    trim: (keep) => trim(db, keep),
  };
}

async function remove(
  db: Kysely<Tables>,
  { scope, key, claim }: Pick<OnceRow, 'scope' | 'key' | 'claim'>,
): Promise<boolean> {
  const ofKey = db.deleteFrom('idempotent_answers').where('scope', '=', scope).where('key', '=', key);
  return (await ofKey.where('claim', '=', claim).executeTakeFirst()).numDeletedRows > 0n;
}

async function trim(db: Kysely<Tables>, keep: number): Promise<void> {
  const full = await db
    .selectFrom('idempotent_answers')
    .select('scope')
    .groupBy('scope')
    .having(sql<boolean>`count(*) > ${keep}`)
    .execute();
  for (const { scope } of full) {
    const ofScope = db.selectFrom('idempotent_answers').select('made_at').where('scope', '=', scope);
    const oldest = await ofScope.orderBy('made_at', 'desc').offset(keep).limit(1).executeTakeFirst();
    if (oldest === undefined) continue;
    const tooMany = db.deleteFrom('idempotent_answers').where('scope', '=', scope);
    await tooMany.where('made_at', '<=', oldest.made_at).execute();
  }
}

function toRow(row: OnceRow): OnceTable {
  return {
    scope: row.scope,
    key: row.key,
    request: row.request,
    claim: row.claim,
    made_at: row.madeAt,
    claimed_at: row.claimedAt,
    object_id: row.objectId,
    status: row.answer?.status ?? null,
    headers: row.answer === null ? null : JSON.stringify(row.answer.headers),
    body: row.answer?.body ?? null,
  };
}

function toOnceRow(row: Selectable<OnceTable>): OnceRow {
  const { status, headers, body } = row;
  return {
    scope: row.scope,
    key: row.key,
    request: row.request,
    claim: row.claim,
    madeAt: row.made_at,
    claimedAt: row.claimed_at,
    objectId: row.object_id,
    answer: status === null ? null : { status, headers: JSON.parse(headers ?? '{}'), body: body ?? '' },
  };
}
