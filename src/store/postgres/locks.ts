import { type Kysely, sql } from 'kysely';
import type { EngineLocks } from '../queries/engine-locks.ts';
import type { Tables } from '../schema.ts';

/**
 * Advisory locks, all of one class so that they meet nobody else's in the database. A transaction that takes
 * several takes `workspace` (a row lock), then the others, then the row of `sealing`; a sink takes `sinks` alone: so
 * there is no circle.
 */
const lockClass = 0x515a; // "QZ"
const lockKeys = { migration: 1, changes: 2, sinks: 3, nodes: 4, dictionaries: 5, partitions: 6 } as const;

/** Held to the end of the transaction. */
export function lockStatement(key: keyof typeof lockKeys, mode: 'alone' | 'shared' = 'alone'): string {
  const suffix = mode === 'shared' ? '_shared' : '';
  return `select pg_advisory_xact_lock${suffix}(${lockClass}, ${lockKeys[key]})`;
}

export const changesChannel = 'quietzone_changes';
export const scansChannel = 'quietzone_scans';

export function locksOf(trx: Kysely<Tables>, onSaltsDestroyed: () => void): EngineLocks {
  const hold = async (key: keyof typeof lockKeys) => {
    await sql.raw(lockStatement(key)).execute(trx);
  };
  let changesHeld = false;
  return {
    async holdWorkspace(id) {
      await trx.selectFrom('workspaces').select('num').where('id', '=', id).forUpdate().execute();
    },
    async holdChanges() {
      if (changesHeld) return;
      await hold('changes');
      // Delivered at the commit, if there is one.
      await sql`select pg_notify(${changesChannel}, '')`.execute(trx);
      changesHeld = true;
    },
    holdSinks: () => hold('sinks'),
    async holdPacks() {
      await trx.selectFrom('sealing').select('id').where('id', '=', 1).forUpdate().execute();
    },
    holdDictionaries: () => hold('dictionaries'),
    holdNodes: () => hold('nodes'),
    async destroySalts(day) {
      await trx.deleteFrom('visitor_salts').where('day', '<', day).execute();
      onSaltsDestroyed();
    },
  };
}
