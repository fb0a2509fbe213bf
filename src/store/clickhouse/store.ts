import type { Pool } from 'pg';
import type { Store } from '../../core/store.ts';
import { lockStatement } from '../postgres/locks.ts';
import { clientConfig, openPool, withClient } from '../postgres/pool.ts';
import { openPostgresStore } from '../postgres/store.ts';
import { firstIdOfDay } from '../queries/scan-days.ts';
import { hasUncounted } from './batches.ts';
import { openClickHouseRunner } from './runner.ts';
import { clickHouseRows } from './scan-rows.ts';
import { openScanTable } from './scan-table.ts';

const poolSize = 2;
/** ClickHouse erases by writing a mark for each row of a part: few rows cost as much as many. */
const eraseRows = 1_000_000;

/** The store on PostgreSQL, with the single hits in ClickHouse. */
export function openClickHouseStore(
  url: string,
  clickhouseUrl: string,
  onError: (error: unknown) => void,
): Store {
  const runner = openClickHouseRunner(clickhouseUrl);
  const table = openScanTable(runner);
  const pool = openPool(clientConfig(url), poolSize, onError);
  const store = openPostgresStore(url, onError, (db) => clickHouseRows(table, db));
  return {
    ...store,
    eraseRows,
    transact: (work) => store.transact((tx) => work({ ...tx, scans: betweenAllBatches(tx.scans, pool) })),
    async close() {
      await store.close();
      await runner.close();
      await pool.end();
    },
  };
}

type ScanAccess = Parameters<Parameters<Store['transact']>[0]>[0]['scans'];

function betweenAllBatches(scans: ScanAccess, pool: Pool): ScanAccess {
  return {
    ...scans,
    pruneSome: (codeNum, fromDay, toDay, limit) =>
      betweenBatches(pool, firstIdOfDay(toDay), () => scans.pruneSome(codeNum, fromDay, toDay, limit)),
  };
}

/**
 * Between batches, whatever is stored is counted, and noted as late if it is. Not so after an attempt that broke off:
 * nothing is done then until its batch has come again.
 */
function betweenBatches(pool: Pool, beforeId: number, work: () => Promise<number>): Promise<number> {
  return withClient(pool, async (client) => {
    await client.query(`begin; ${lockStatement('sinks')}`);
    try {
      return (await hasUncounted(client, beforeId)) ? 0 : await work();
    } finally {
      await client.query('rollback').catch(() => {});
    }
  });
}
