import { Kysely, PostgresDialect, sql } from 'kysely';
import type { RateCounter } from '../../core/limits/rate-limit.ts';
import { rateWindowMs } from '../../core/limits/rate-limit.ts';
import type { Store, StoreWrites } from '../../core/store.ts';
import { allReads, allWrites, type RowsOf } from '../queries/all.ts';
import { createDictionaries } from '../queries/dictionaries.ts';
import { type ScanRows, scanRows } from '../queries/scan-rows.ts';
import type { Tables } from '../schema.ts';
import { toStoreError } from './failure.ts';
import { StoreListener } from './listener.ts';
import { locksOf } from './locks.ts';
import { clientConfig, openPool, poolForQueries } from './pool.ts';
import { sharedTriesOf } from './shared-tries.ts';

const poolSize = 10;
/** The time-out of its own is a setting of the driver that its types know for connections alone. */
const pingQuery = { text: 'select 1', query_timeout: 3_000 };

/** Where the single hits are; `root` is for what is to be committed whatever becomes of the transaction `db`. */
type RowsIn = (db: Kysely<Tables>, root: Kysely<Tables>) => ScanRows;

/** Opens without connecting: the server may be away at the start. */
export function openPostgresStore(
  url: string,
  onError: (error: unknown) => void,
  rowsIn: RowsIn = scanRows,
): Store {
  const config = clientConfig(url);
  const pool = openPool(config, poolSize, onError);
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: poolForQueries(pool) }) });
  const rowsOf: RowsOf = (within) => rowsIn(within, db);
  const listener = new StoreListener(config, onError);
  const dictionaries = createDictionaries();
  return {
    engine: 'postgres',
    ...allReads(db, dictionaries, rowsOf),
    async transact<T>(work: (tx: StoreWrites) => Promise<T>): Promise<T> {
      let saltsDestroyed = false;
      const onSaltsDestroyed = () => {
        saltsDestroyed = true;
      };
      const result = await db
        .transaction()
        .execute((trx) => work(allWrites(trx, dictionaries, locksOf(trx, onSaltsDestroyed), rowsOf)));
      // Deleted rows stay in the table's file until it is written anew.
      if (saltsDestroyed) await sql`vacuum full visitor_salts`.execute(db).catch(onError);
      return result;
    },
    rateCounter: rateCounterOf(db),
    sharedTries: sharedTriesOf(db, onError),
    watch: (onChange) => listener.addChanges(onChange),
    watchScans: (onStored, onMissed) => listener.addScans({ onStored, onMissed }),
    async ping() {
      try {
        await pool.query(pingQuery);
      } catch (error) {
        throw toStoreError(error);
      }
    },
    async close() {
      await listener.close();
      await pool.end();
    },
  };
}

/** One row a scope. A node whose clock is behind counts into the minute that has begun elsewhere. */
function rateCounterOf(db: Kysely<Tables>): RateCounter {
  return {
    async add(scope, nowMs) {
      const minute = Math.floor(nowMs / rateWindowMs);
      const { rows } = await sql<{ count: number }>`
        insert into rate_counters as old (scope, minute, count) values (${scope}, ${minute}, 1)
        on conflict (scope) do update set
          count = case when old.minute >= excluded.minute then old.count + 1 else 1 end,
          minute = greatest(old.minute, excluded.minute)
        returning count`.execute(db);
      return rows[0]?.count ?? 1;
    },
  };
}
