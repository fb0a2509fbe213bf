import type { Kysely, Selectable } from 'kysely';
import type { KeyRequest } from '../../core/requests/request.ts';
import type { RequestReads, RequestWrites } from '../../core/requests/store-port.ts';
import type { KeyRequestTable, Tables } from '../schema.ts';

export function requestReads(db: Kysely<Tables>): RequestReads {
  return {
    async list(keyId, beforeId, limit) {
      let query = db.selectFrom('key_requests').selectAll().where('key_id', '=', keyId);
      if (beforeId !== null) query = query.where('id', '<', beforeId);
      return (await query.orderBy('id', 'desc').limit(limit).execute()).map(toRequest);
    },
  };
}

/** Columns of a row times this is below the parameter limits of both engines. */
const rowsAStatement = 1_000;

export function requestWrites(db: Kysely<Tables>): RequestWrites {
  return {
    async insert(requests) {
      for (let from = 0; from < requests.length; from += rowsAStatement) {
        const rows = requests.slice(from, from + rowsAStatement).map(toRow);
        await db.insertInto('key_requests').values(rows).execute();
      }
    },
    async trim(keyId, keep) {
      const oldest = await db
        .selectFrom('key_requests')
        .select('id')
        .where('key_id', '=', keyId)
        .orderBy('id', 'desc')
        .offset(keep)
        .limit(1)
        .executeTakeFirst();
      if (oldest === undefined) return;
      const ofKey = db.deleteFrom('key_requests').where('key_id', '=', keyId);
      await ofKey.where('id', '<=', oldest.id).execute();
    },
    async pruneSome(atMs, limit) {
      const old = await db
        .selectFrom('key_requests')
        .select(['key_id', 'id'])
        .where('at', '<', atMs)
        .orderBy('at')
        .limit(limit)
        .execute();
      for (const { key_id, id } of old) {
        await db.deleteFrom('key_requests').where('key_id', '=', key_id).where('id', '=', id).execute();
      }
      return old.length;
    },
  };
}

function toRow(request: KeyRequest): KeyRequestTable {
  return {
    key_id: request.keyId,
    id: request.id,
    at: request.at,
    method: request.method,
    path: request.path,
    status: request.status,
    ms: request.ms,
    user_name: request.user,
  };
}

function toRequest(row: Selectable<KeyRequestTable>): KeyRequest {
  return {
    id: row.id,
    keyId: row.key_id,
    at: row.at,
    method: row.method,
    path: row.path,
    status: row.status,
    ms: row.ms,
    user: row.user_name,
  };
}
