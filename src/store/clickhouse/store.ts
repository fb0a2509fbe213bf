import type { Pool } from 'pg';
import { firstIdOfDay } from '../../core/stats/month.ts';
import type { Store } from '../../core/store.ts';
import { lockStatement } from '../postgres/locks.ts';
import { clientConfig, openPool, withClient } from '../postgres/pool.ts';
import { openPostgresStore } from '../postgres/store.ts';
import { awaitedDays, listUncounted } from './batches.ts';
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
  const store = openPostgresStore(url, onError, (db, root) => clickHouseRows(table, db, root));
  const awaited = new AwaitedBatches(pool, onError);
  return {
    ...store,
    eraseRows,
    transact: (work) => store.transact((tx) => work({ ...tx, scans: betweenAllBatches(tx.scans, awaited) })),
    async close() {
      await store.close();
      await runner.close();
      await pool.end();
    },
  };
}

type ScanAccess = Parameters<Parameters<Store['transact']>[0]>[0]['scans'];

function betweenAllBatches(scans: ScanAccess, awaited: AwaitedBatches): ScanAccess {
  return {
    ...scans,
    pruneSome: (codeNum, fromDay, toDay, limit) =>
      awaited.between(firstIdOfDay(toDay), () => scans.pruneSome(codeNum, fromDay, toDay, limit)),
  };
}

/**
 * Between batches, whatever is stored is counted, and noted as late if it is. Not so after an attempt that broke off:
 * nothing is done then until its batch has come again. A server that does not come back is not waited for: rows of its
 * batch are in no statistics, and may go like others. Should it come after all, it stores them anew, as late ones.
 */
class AwaitedBatches {
  readonly #pool: Pool;
  readonly #onError: (error: unknown) => void;
  /** Spools that are not waited for any more, each told once. */
  readonly #told = new Set<string>();

  constructor(pool: Pool, onError: (error: unknown) => void) {
    this.#pool = pool;
    this.#onError = onError;
  }

  between(beforeId: number, work: () => Promise<number>): Promise<number> {
    return withClient(this.#pool, async (client) => {
      await client.query(`begin; ${lockStatement('sinks')}`);
      try {
        const uncounted = await listUncounted(client, beforeId);
        for (const { spool, isOld } of uncounted) if (isOld) this.#tell(spool);
        return uncounted.every(({ isOld }) => isOld) ? await work() : 0;
      } finally {
        await client.query('rollback').catch(() => {});
      }
    });
  }

  #tell(spool: string): void {
    if (this.#told.has(spool)) return;
    this.#told.add(spool);
    this.#onError(
      new Error(
        `the server with the spool ${spool} stopped in the middle of a batch, more than ${awaitedDays} days ago: ` +
          'scans are pruned without waiting for it',
      ),
    );
  }
}
