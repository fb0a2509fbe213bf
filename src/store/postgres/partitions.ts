import type { ClientBase } from 'pg';
import { firstScanIdAt, timeOfScanId } from '../../core/scans/id.ts';
import { createMonths, type Month } from '../sink/month.ts';
import { lockStatement } from './locks.ts';

/** Makes the monthly partitions of the scans when the first scan of a month arrives. */
export class Partitions {
  readonly #known = new Set<string>();
  readonly #monthOf = createMonths();

  /** Outside of the transaction that stores the scans, which may be taken back while the partition stays. */
  async ensure(client: ClientBase, ids: readonly number[]): Promise<void> {
    const missing = new Map<string, Month>();
    for (const id of ids) {
      const month = this.#monthOf(timeOfScanId(id));
      if (!this.#known.has(month.name)) missing.set(month.name, month);
    }
    for (const month of missing.values()) {
      await createPartition(client, month);
      this.#known.add(month.name);
    }
  }
}

/**
 * Made apart and then attached: unlike `create table ... partition of`, that does not wait for running reads of
 * the scans, nor hold the next ones up.
 */
async function createPartition(client: ClientBase, month: Month): Promise<void> {
  const table = `scans_${month.name.replace('-', '_')}`;
  const [from, to] = [firstScanIdAt(month.startMs), firstScanIdAt(month.endMs)];
  await client.query('begin');
  try {
    await client.query(lockStatement('partitions'));
    const found = await client.query<{ name: string | null }>('select to_regclass($1)::text as name', [
      table,
    ]);
    if (found.rows[0]?.name === null) {
      await client.query(`create table ${table} (like scans including all)`);
      await client.query(`alter table scans attach partition ${table} for values from (${from}) to (${to})`);
    }
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}
