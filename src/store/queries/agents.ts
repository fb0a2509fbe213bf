import { type Kysely, sql } from 'kysely';
import type { ScanReads, ScanWrites } from '../../core/store.ts';
import { forgottenMark, type Tables } from '../schema.ts';
import type { EngineLocks } from './engine-locks.ts';

export function agentReads(db: Kysely<Tables>): Pick<ScanReads, 'agents'> {
  return {
    async agents(afterId, limit) {
      const rows = await db
        .selectFrom('ua_dict')
        .select(['id', 'string', 'device', 'os', 'browser'])
        .where('id', '>', afterId)
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map((row) => (row.string.startsWith(forgottenMark) ? { ...row, string: '' } : row));
    },
  };
}

export function agentWrites(
  db: Kysely<Tables>,
  locks: EngineLocks,
): Pick<ScanWrites, 'updateAgents' | 'forgetAgents'> {
  return {
    async updateAgents(agents) {
      // By id, as all do who write several: two of them cannot lock each other out.
      for (const { id, device, os, browser } of agents.toSorted((a, b) => a.id - b.id)) {
        await db.updateTable('ua_dict').set({ device, os, browser }).where('id', '=', id).execute();
      }
    },
    async forgetAgents(beforeDay, limit) {
      await locks.holdDictionaries();
      const { sealed_day } = await db
        .selectFrom('sealing')
        .select('sealed_day')
        .where('id', '=', 1)
        .executeTakeFirstOrThrow();
      // Sinks tell who is seen; what was stored before they did is known when its days are sealed.
      if (sealed_day < beforeDay) return 0;
      const old = await listOld(db, beforeDay, limit);
      if (old.length === 0) return 0;
      await db
        .updateTable('ua_dict')
        .set({ string: sql<string>`${sql.lit(forgottenMark)} || id` })
        .where('id', 'in', old)
        .execute();
      return old.length;
    },
  };
}

async function listOld(db: Kysely<Tables>, beforeDay: number, limit: number): Promise<number[]> {
  const rows = await db
    .selectFrom('ua_dict')
    .select('id')
    .where('id', '>', 0)
    .where('last_day', '<', beforeDay)
    .where('string', '<>', '')
    .where(sql<string>`substr(string, 1, 1)`, '<>', forgottenMark)
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map((row) => row.id);
}
