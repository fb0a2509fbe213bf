import type { Kysely, Selectable } from 'kysely';
import type { Change } from '../../core/changes/change.ts';
import type { ChangeReads, ChangeWrites } from '../../core/store.ts';
import type { ChangeTable, Tables } from '../schema.ts';
import type { EngineLocks } from './engine-locks.ts';
import { parseJson, renderJson } from './json-text.ts';

export function changeReads(db: Kysely<Tables>): ChangeReads {
  const changes = () => db.selectFrom('changes');
  return {
    async listAfter(seq, limit) {
      const rows = await changes().selectAll().where('seq', '>', seq).orderBy('seq').limit(limit).execute();
      return rows.map(toChange);
    },
    async lastSeq() {
      const row = await changes().select('seq').orderBy('seq', 'desc').limit(1).executeTakeFirst();
      return row?.seq ?? 0;
    },
    async firstSeq() {
      const row = await changes().select('seq').orderBy('seq').limit(1).executeTakeFirst();
      return row?.seq ?? 0;
    },
  };
}

export function changeWrites(db: Kysely<Tables>, locks: EngineLocks): ChangeWrites {
  return {
    async append(change) {
      await locks.holdChanges();
      await db
        .insertInto('changes')
        .values({
          workspace_id: change.workspaceId,
          actor_kind: change.actor.kind,
          actor_id: change.actor.id,
          actor_name: change.actor.name,
          object: change.object,
          object_id: change.objectId,
          before: renderJson(change.before),
          after: renderJson(change.after),
          at: change.at,
        })
        .execute();
    },
    async pruneSome(atMs, limit) {
      const last = await changeReads(db).lastSeq();
      const oldest = db.selectFrom('changes').select('seq').orderBy('seq').limit(limit);
      const result = await db
        .deleteFrom('changes')
        .where('seq', 'in', oldest)
        .where('at', '<', atMs)
        .where('seq', '<', last)
        .executeTakeFirst();
      return Number(result.numDeletedRows);
    },
  };
}

function toChange(row: Selectable<ChangeTable>): Change {
  return {
    seq: row.seq,
    workspaceId: row.workspace_id,
    actor: { kind: row.actor_kind, id: row.actor_id, name: row.actor_name },
    object: row.object,
    objectId: row.object_id,
    before: parseJson(row.before),
    after: parseJson(row.after),
    at: row.at,
  };
}
