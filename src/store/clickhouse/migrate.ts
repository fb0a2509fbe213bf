import type { PoolClient } from 'pg';
import { StartError } from '../../runtime/start-error.ts';
import type { Migration } from '../migrations/migration.ts';
import type { Migrated } from '../migrations/runner.ts';
import { lockStatement } from '../postgres/locks.ts';
import { migratePostgres } from '../postgres/migrate.ts';
import { clientConfig, openPool, withClient } from '../postgres/pool.ts';
import { batchesTable, createBatches } from './batches.ts';
import { createReflags } from './reflags.ts';
import { openClickHouseRunner } from './runner.ts';
import { createScansTable } from './schema.ts';

/**
 * Both schemas. Safe when several do it at once.
 * @throws StartError while PostgreSQL still has scans of its own, which nobody would see any more
 */
export async function migrateClickHouse(
  url: string,
  clickhouseUrl: string,
  migrations: readonly Migration[],
): Promise<Migrated> {
  const migrated = await migratePostgres(url, migrations);
  const runner = openClickHouseRunner(clickhouseUrl);
  try {
    await createScansTable(runner);
    await withOneClient(url, noteClickHouse);
  } finally {
    await runner.close();
  }
  return migrated;
}

async function noteClickHouse(client: PoolClient): Promise<void> {
  const { rowCount } = await client.query('select 1 from scans limit 1');
  if (rowCount !== 0) {
    throw new StartError(
      'PostgreSQL still holds scans, which would not be seen with CLICKHOUSE_URL. Move them first, as docs/scaling.md ' +
        'says, or start without CLICKHOUSE_URL.',
    );
  }
  await client.query(`begin; ${lockStatement('migration')}; ${createBatches}; ${createReflags}; commit`);
}

/** @throws StartError when the scans of this database are in ClickHouse, and nobody has said where that is */
export async function refuseWithoutClickHouse(url: string): Promise<void> {
  await withOneClient(url, async (client) => {
    const { rows } = await client.query<{ name: string | null }>('select to_regclass($1)::text as name', [
      batchesTable,
    ]);
    if (rows[0]?.name === null) return;
    throw new StartError('The scans of this database are in ClickHouse. Set CLICKHOUSE_URL to its address.');
  });
}

async function withOneClient(url: string, work: (client: PoolClient) => Promise<void>): Promise<void> {
  const pool = openPool(clientConfig(url), 1, () => {});
  try {
    await withClient(pool, work);
  } finally {
    await pool.end();
  }
}
