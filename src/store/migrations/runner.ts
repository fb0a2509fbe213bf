import { type Kysely, sql } from 'kysely';
import { StartError } from '../../runtime/start-error.ts';
import type { Tables } from '../schema.ts';
import type { Engine, Migration } from './migration.ts';

export interface Migrated {
  /** Version before, 0 for an empty database. */
  readonly from: number;
  readonly to: number;
  /** Path of the copy that was made before, null when none was needed or the engine has none. */
  readonly backup: string | null;
}

/**
 * Applies what is pending. The caller holds back everyone else who might migrate.
 * @param trx a transaction: all steps are made or none
 * @param makeCopy called before the first step when there is something to lose
 * @throws StartError when the schema is newer than this program
 */
export async function runMigrations(
  trx: Kysely<Tables>,
  engine: Engine,
  migrations: readonly Migration[],
  makeCopy: (to: number) => Promise<string | null>,
): Promise<Migrated> {
  const to = migrations.length;
  const from = await readVersion(trx);
  if (from > to) throw newerSchema(from, to);
  if (from === to) return { from, to, backup: null };
  const backup = from === 0 ? null : await makeCopy(to);
  for (const [index, migration] of migrations.entries()) {
    if (index >= from) await apply(trx, engine, index + 1, migration);
  }
  return { from, to, backup };
}

async function readVersion(trx: Kysely<Tables>): Promise<number> {
  await sql`create table if not exists schema_version (
    version integer primary key, name text not null, at bigint not null
  )`.execute(trx);
  const row = await trx
    .selectFrom('schema_version')
    .select('version')
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.version ?? 0;
}

async function apply(trx: Kysely<Tables>, engine: Engine, version: number, migration: Migration) {
  for (const statement of migration.statements(engine)) await sql.raw(statement).execute(trx);
  await migration.fill?.(trx);
  await trx.insertInto('schema_version').values({ version, name: migration.name, at: Date.now() }).execute();
}

function newerSchema(found: number, known: number): StartError {
  return new StartError(
    `This database was written by a newer Quietzone (schema ${found}; this one knows up to ${known}). ` +
      'Start the newer version, or restore the copy that was made before the upgrade.',
  );
}
