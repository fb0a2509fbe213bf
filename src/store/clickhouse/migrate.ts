import type { PoolClient } from 'pg';
import { StartError } from '../../runtime/start-error.ts';
import type { Migration } from '../migrations/migration.ts';
import type { Migrated } from '../migrations/runner.ts';
import { lockStatement } from '../postgres/locks.ts';
import { migratePostgres } from '../postgres/migrate.ts';
import { withOneClient } from '../postgres/pool.ts';
import { createBatches } from './batches.ts';
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
