import type { Insertable, Kysely, Selectable } from 'kysely';
import type { Change, NewChange } from '../../core/changes/change.ts';
import type { ChangeReads, ChangeWrites } from '../../core/store.ts';
import type { ChangeTable, Tables } from '../schema.ts';
import { inChunks } from './chunks.ts';
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
    async listOfWorkspace(workspaceId, { object, objectId, actorId, beforeSeq }, limit) {
      let query = changes().selectAll().where('workspace_id', '=', workspaceId);
      if (object !== undefined) query = query.where('object', '=', object);
      if (objectId !== undefined) query = query.where('object_id', '=', objectId);
      if (actorId !== undefined) query = query.where('actor_id', '=', actorId);
      if (beforeSeq !== undefined) query = query.where('seq', '<', beforeSeq);
      return (await query.orderBy('seq', 'desc').limit(limit).execute()).map(toChange);
    },
    async findMany(workspaceId, seqs) {
      const rows = await inChunks(seqs, (chunk) =>
        changes().selectAll().where('workspace_id', '=', workspaceId).where('seq', 'in', chunk).execute(),
      );
      return rows.map(toChange).sort((a, b) => b.seq - a.seq);
    },
    async countSince(workspaceId, atMs, limit) {
      // By the index of workspaces: there is none by time, which goes with `seq`.
      const newest = changes()
        .select(['at', 'actor_kind'])
        .where('workspace_id', '=', workspaceId)
        .orderBy('seq', 'desc')
        .limit(limit);
      const row = await db
        .selectFrom(newest.as('newest'))
        .select((eb) => eb.fn.countAll<number>().as('rows'))
        .where('at', '>=', atMs)
        .where('actor_kind', 'in', ['user', 'key'])
        .executeTakeFirstOrThrow();
      return row.rows;
    },
  };
}

/** Rows of one statement: small enough that writing it down holds nothing else of the program up. */
const rowsAtOnce = 100;

export function changeWrites(db: Kysely<Tables>, locks: EngineLocks): ChangeWrites {
  return {
    async append(change) {
      await locks.holdChanges();
      const row = await db
        .insertInto('changes')
        .values(toRow(change))
        .returning('seq')
        .executeTakeFirstOrThrow();
      return row.seq;
    },
    async appendMany(changes) {
      await locks.holdChanges();
      const seqs: number[] = [];
      for (let start = 0; start < changes.length; start += rowsAtOnce) {
        const rows = changes.slice(start, start + rowsAtOnce).map(toRow);
        const inserted = await db.insertInto('changes').values(rows).returning('seq').execute();
        // Numbers are given out in the order of the rows; that of the answer is nobody's promise.
        seqs.push(...inserted.map(({ seq }) => seq).sort((a, b) => a - b));
      }
      return seqs;
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

function toRow(change: NewChange): Insertable<ChangeTable> {
  return {
    workspace_id: change.workspaceId,
    actor_kind: change.actor.kind,
    actor_id: change.actor.id,
    actor_name: change.actor.name,
    object: change.object,
    object_id: change.objectId,
    before: renderJson(change.before),
    after: renderJson(change.after),
    at: change.at,
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
