import type { PackStore, StatReads } from '../core/stats/port.ts';
import type { ScanSink, Store } from '../core/store.ts';
import { migrateClickHouse, refuseWithoutClickHouse } from './clickhouse/migrate.ts';
import { openClickHouseSink } from './clickhouse/scan-sink.ts';
import { openClickHousePackStore, openClickHouseStatReads } from './clickhouse/stat-reads.ts';
import { openClickHouseStore } from './clickhouse/store.ts';
import { allMigrations } from './migrations/list.ts';
import type { Migration } from './migrations/migration.ts';
import type { Migrated } from './migrations/runner.ts';
import { migratePostgres } from './postgres/migrate.ts';
import { openPostgresPackStore } from './postgres/pack-store.ts';
import { openPostgresSink } from './postgres/scan-sink.ts';
import { openPostgresStatReads } from './postgres/stat-reads.ts';
import { openPostgresStore } from './postgres/store.ts';
import { type DictionaryCaps, defaultCaps } from './sink/dictionary-rows.ts';
import { migrateSqlite } from './sqlite/migrate.ts';
import { openSqlitePackStore, openSqliteStatReads } from './sqlite/pack-store.ts';
import { openSqliteSink } from './sqlite/scan-sink.ts';
import { openSqliteStore } from './sqlite/store.ts';

export interface StoreOptions {
  /** `postgres://…`, or '' for SQLite. */
  readonly url: string;
  /** `https://user:password@host:8443/database` of ClickHouse, where single scans are; the rest is in PostgreSQL then. '' is none. */
  readonly clickhouseUrl?: string;
  /** Path of the SQLite file; its directory must be there. */
  readonly file: string;
  /** Of scans: `safe` commits survive a power cut, `fast` ones the end of the process alone. */
  readonly durability: 'safe' | 'fast';
}

/**
 * Opens the store for the main thread: no query blocks it. Does not migrate.
 * @param onError told of trouble outside of any call, such as a lost connection
 */
export async function openStore(options: StoreOptions, onError: (error: unknown) => void): Promise<Store> {
  if (options.clickhouseUrl) return openClickHouseStore(options.url, options.clickhouseUrl, onError);
  if (options.url !== '') return openPostgresStore(options.url, onError);
  return openSqliteStore(options.file, onError);
}

/** Opens the writing end for scans. On SQLite it blocks the calling thread: call it in one of its own. */
export async function openScanSink(
  options: StoreOptions,
  caps: DictionaryCaps = defaultCaps,
): Promise<ScanSink> {
  if (options.clickhouseUrl) return openClickHouseSink(options.url, options.clickhouseUrl, caps);
  if (options.url !== '') return openPostgresSink(options.url, options.durability, caps);
  return openSqliteSink(options.file, options.durability, caps);
}

/** Opens the reading end for statistics. On SQLite it blocks the calling thread: call it in one of its own. */
export async function openStatReads(options: StoreOptions): Promise<StatReads> {
  if (options.clickhouseUrl) return openClickHouseStatReads(options.url, options.clickhouseUrl);
  if (options.url !== '') return openPostgresStatReads(options.url);
  return openSqliteStatReads(options.file);
}

/** Opens the writing end for packs. On SQLite it blocks the calling thread: call it in one of its own. */
export async function openPackStore(options: StoreOptions): Promise<PackStore> {
  if (options.clickhouseUrl) return openClickHousePackStore(options.url, options.clickhouseUrl);
  if (options.url !== '') return openPostgresPackStore(options.url);
  return openSqlitePackStore(options.file);
}

/**
 * Brings the schema to this program's version, in one transaction; a SQLite file with data is copied before.
 * Safe when several do it at once: one does, the others wait and find nothing to do.
 */
export async function migrateStore(
  options: StoreOptions,
  migrations: readonly Migration[] = allMigrations,
): Promise<Migrated> {
  if (options.clickhouseUrl) return migrateClickHouse(options.url, options.clickhouseUrl, migrations);
  if (options.url !== '') {
    const migrated = await migratePostgres(options.url, migrations);
    await refuseWithoutClickHouse(options.url);
    return migrated;
  }
  return migrateSqlite(options.file, migrations);
}
