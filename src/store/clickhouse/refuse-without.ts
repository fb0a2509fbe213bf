import { StartError } from '../../runtime/start-error.ts';
import { withOneClient } from '../postgres/pool.ts';
import { batchesTable } from './batches.ts';

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
