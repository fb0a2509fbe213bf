import type { Kysely, Selectable } from 'kysely';
import { sql } from 'kysely';
import type { ApiKey } from '../../core/keys/key.ts';
import type { KeyReads, KeyWrites } from '../../core/store.ts';
import type { KeyTable, Tables } from '../schema.ts';

export function keyReads(db: Kysely<Tables>): KeyReads {
  const keys = () => db.selectFrom('api_keys').selectAll();
  return {
    findByHash: async (hash) => first(await keys().where('hash', '=', hash).execute()),
    find: async (id) => first(await keys().where('id', '=', id).execute()),
    async countUnrevoked(workspaceId) {
      const ofWorkspace = db.selectFrom('api_keys').where('workspace_id', '=', workspaceId);
      const query = ofWorkspace
        .where('revoked_at', 'is', null)
        .select((eb) => eb.fn.countAll<number>().as('rows'));
      return (await query.executeTakeFirstOrThrow()).rows;
    },
    async findByPrefix(prefix) {
      // Every key begins with nothing: that names none.
      if (prefix === '') return [];
      // Not LIKE, which ignores case on one engine.
      const starts = sql<boolean>`substr(prefix, 1, ${prefix.length}) = ${prefix}`;
      const rows = await keys()
        .where((eb) => eb.or([eb('id', '=', prefix), starts]))
        .orderBy('created_at')
        .orderBy('id')
        .execute();
      return rows.map(toKey);
    },
    async list(workspaceId) {
      let query = keys().orderBy('created_at').orderBy('id');
      if (workspaceId !== null) query = query.where('workspace_id', '=', workspaceId);
      return (await query.execute()).map(toKey);
    },
  };
}

export function keyWrites(db: Kysely<Tables>): KeyWrites {
  return {
    async insert(key, hash) {
      const row = await db
        .insertInto('api_keys')
        .values(toRow(key, hash))
        .onConflict((conflict) => conflict.column('hash').doNothing())
        .returning('id')
        .executeTakeFirst();
      return row !== undefined;
    },
    async revoke(id, atMs) {
      const unrevoked = db.updateTable('api_keys').where('id', '=', id).where('revoked_at', 'is', null);
      await unrevoked.set({ revoked_at: atMs }).execute();
    },
    async touch(id, atMs) {
      await db.updateTable('api_keys').set({ last_used_at: atMs }).where('id', '=', id).execute();
    },
  };
}

function first(rows: readonly Selectable<KeyTable>[]): ApiKey | undefined {
  return rows[0] === undefined ? undefined : toKey(rows[0]);
}

function toRow(key: ApiKey, hash: string): Selectable<KeyTable> {
  return {
    id: key.id,
    hash,
    dialect: key.dialect,
    workspace_id: key.workspaceId,
    user_id: key.userId,
    name: key.name,
    prefix: key.prefix,
    created_at: key.createdAt,
    last_used_at: key.lastUsedAt,
    expires_at: key.expiresAt,
    revoked_at: key.revokedAt,
    read_only: key.readOnly ? 1 : 0,
  };
}

function toKey(row: Selectable<KeyTable>): ApiKey {
  return {
    id: row.id,
    dialect: row.dialect,
    workspaceId: row.workspace_id,
    userId: row.user_id,
    name: row.name,
    prefix: row.prefix,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
    readOnly: row.read_only === 1,
  };
}
