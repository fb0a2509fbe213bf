import type { Kysely } from 'kysely';
import type { BlockedHost, BlockingReads, BlockingWrites } from '../../core/blocking/store-port.ts';
import type { Tables } from '../schema.ts';
import { inChunks } from './chunks.ts';
import { linkColumns, toLinkCode } from './codes.ts';
import { parseJson } from './json-text.ts';

/** Beyond as many, asking for each by name takes longer than looking at every code. */
const namesMax = 20;

export function blockingReads(db: Kysely<Tables>): BlockingReads {
  const hosts = () => db.selectFrom('blocked_hosts').selectAll();
  return {
    list: async () => (await hosts().orderBy('host').execute()).map(toBlockedHost),
    findHosts: (names) =>
      inChunks(names, async (chunk) =>
        (await hosts().where('host', 'in', chunk).execute()).map(toBlockedHost),
      ),
    async listTargets(names, afterNum, limit) {
      let query = db
        .selectFrom('codes')
        .select(['num', 'type', 'href', 'content'])
        .where('deleted_at', 'is', null)
        .where('num', '>', afterNum);
      // Of a plain destination the host is written as on the list; links in content are as their owner wrote them.
      if (names.length <= namesMax) {
        query = query.where((eb) =>
          eb.or([eb('content', 'is not', null), ...names.map((name) => eb('href', 'like', `%${name}%`))]),
        );
      }
      const rows = await query.orderBy('num').limit(limit).execute();
      return rows.map((row) => ({ ...row, content: parseJson(row.content) }));
    },
    async listSuspended() {
      const rows = await db
        .selectFrom('codes')
        .innerJoin('workspaces', 'workspaces.id', 'codes.workspace_id')
        .select(linkColumns.map((column) => `codes.${column}` as const))
        .select('workspaces.slug as workspace_slug')
        .where('codes.suspended_at', 'is not', null)
        .where('codes.deleted_at', 'is', null)
        .orderBy('codes.suspended_at', 'desc')
        .orderBy('codes.num', 'desc')
        .execute();
      return rows.map((row) => ({ code: toLinkCode(row), workspace: row.workspace_slug }));
    },
  };
}

export function blockingWrites(db: Kysely<Tables>): BlockingWrites {
  return {
    async insertHost({ host, reason, createdAt }) {
      const row = await db
        .insertInto('blocked_hosts')
        .values({ host, reason, created_at: createdAt })
        .onConflict((conflict) => conflict.column('host').doNothing())
        .returning('host')
        .executeTakeFirst();
      return row !== undefined;
    },
    async deleteHost(host) {
      const row = await db
        .deleteFrom('blocked_hosts')
        .where('host', '=', host)
        .returning('host')
        .executeTakeFirst();
      return row !== undefined;
    },
    async setSuspended(codeId, suspension) {
      await db
        .updateTable('codes')
        .set({ suspended_at: suspension?.at ?? null, suspended_reason: suspension?.reason ?? null })
        .where('id', '=', codeId)
        .where('deleted_at', 'is', null)
        .execute();
    },
  };
}

function toBlockedHost(row: Tables['blocked_hosts']): BlockedHost {
  return { host: row.host, reason: row.reason, createdAt: row.created_at };
}
