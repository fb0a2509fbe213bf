import { Kysely, PostgresDialect, sql } from 'kysely';
import type { Migration } from '../migrations/migration.ts';
import { type Migrated, runMigrations } from '../migrations/runner.ts';
import type { Tables } from '../schema.ts';
import { lockStatement } from './locks.ts';
import { clientConfig, openPool, poolForQueries } from './pool.ts';

/** How long a migration may take, and whoever comes second may wait for it. */
const migrationMs = 3_600_000;

/** Copies are the operator's: PostgreSQL has its own. */
export async function migratePostgres(url: string, migrations: readonly Migration[]): Promise<Migrated> {
  const config = { ...clientConfig(url), statement_timeout: migrationMs, query_timeout: migrationMs };
  const pool = openPool(config, 1, () => {});
  try {
    const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: poolForQueries(pool) }) });
    return await db.transaction().execute(async (trx) => {
      await sql.raw(lockStatement('migration')).execute(trx);
      return await runMigrations(trx, 'postgres', migrations, () => Promise.resolve(null));
    });
  } finally {
    await pool.end();
  }
}
