import type { PoolClient } from 'pg';
import type { PackStore, StatReads, StatSnapshot } from '../../core/stats/port.ts';
import { openPostgresPackStore } from '../postgres/pack-store.ts';
import { clientConfig, openPool } from '../postgres/pool.ts';
import { readSnapshot } from '../postgres/stat-reads.ts';
import { readCounted } from './batches.ts';
import { openClickHouseRunner } from './runner.ts';
import { type CountedBatches, openScanTable, type ScanTable } from './scan-table.ts';

const poolSize = 4;

/**
 * Packs, late hits and names come of one snapshot of PostgreSQL, which also tells the batches that are counted in it:
 * single hits of other batches are left out. So everything is of one moment, though it is in two places.
 */
export function openClickHouseStatReads(url: string, clickhouseUrl: string): StatReads {
  const runner = openClickHouseRunner(clickhouseUrl);
  const table = openScanTable(runner);
  // Whoever uses a lost connection is told by the failing call.
  const pool = openPool(clientConfig(url), poolSize, () => {});
  return {
    read: (work) => readSnapshot(pool, (snapshot, client) => work(withRows(snapshot, client, table))),
    async close() {
      await pool.end();
      await runner.close();
    },
  };
}

export function openClickHousePackStore(url: string, clickhouseUrl: string): PackStore {
  const reads = openClickHouseStatReads(url, clickhouseUrl);
  const runner = openClickHouseRunner(clickhouseUrl);
  const table = openScanTable(runner);
  const packs = openPostgresPackStore(url);
  return {
    ...packs,
    read: (work) => reads.read(work),
    async write(holder, write) {
      await packs.write(holder, write);
      // Behind the commit: rows of erased days that stay after a crash here are in the pack and late no more.
      await table.eraseHits(write.folded);
    },
    async close() {
      await reads.close();
      await packs.close();
      await runner.close();
    },
  };
}

function withRows(inner: StatSnapshot, client: PoolClient, table: ScanTable): StatSnapshot {
  let counted: Promise<CountedBatches> | undefined;
  return {
    state: () => inner.state(),
    lateHits: (codes) => inner.lateHits(codes),
    monthVersions: (fromMonth, toMonth) => inner.monthVersions(fromMonth, toMonth),
    packs: (codes, fromMonth, toMonth, parts) => inner.packs(codes, fromMonth, toMonth, parts),
    async *rows(codes, fromId, toId) {
      counted ??= readCounted(client);
      yield* table.rows(codes, fromId, toId, await counted);
    },
    places: (ids) => inner.places(ids),
    agents: (ids) => inner.agents(ids),
    referrers: (ids) => inner.referrers(ids),
  };
}
