import type { PackStore, StatReads } from '../core/stats/port.ts';
import type { ScanSink, Store } from '../core/store.ts';
import type { Migration } from './migrations/migration.ts';
import type { Migrated } from './migrations/runner.ts';
import { type DictionaryCaps, defaultCaps } from './sink/dictionary-rows.ts';

// What an engine needs is loaded when it is opened: each driver takes 10 to 20 MB in every thread that has it, and a
// tenth of a second.

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
  if (options.clickhouseUrl) {
    const { openClickHouseStore } = await import('./clickhouse/store.ts');
    return openClickHouseStore(options.url, options.clickhouseUrl, onError);
  }
  if (options.url !== '') {
    const { openPostgresStore } = await import('./postgres/store.ts');
    return openPostgresStore(options.url, onError);
  }
  const { openSqliteStore } = await import('./sqlite/store.ts');
  return openSqliteStore(options.file, onError);
}

/** Opens the writing end for scans. On SQLite it blocks the calling thread: call it in one of its own. */
export async function openScanSink(
  options: StoreOptions,
  caps: DictionaryCaps = defaultCaps,
): Promise<ScanSink> {
  if (options.clickhouseUrl) {
    const { openClickHouseSink } = await import('./clickhouse/scan-sink.ts');
    return openClickHouseSink(options.url, options.clickhouseUrl, caps);
  }
  if (options.url !== '') {
    const { openPostgresSink } = await import('./postgres/scan-sink.ts');
    return openPostgresSink(options.url, options.durability, caps);
  }
  const { openSqliteSink } = await import('./sqlite/scan-sink.ts');
  return openSqliteSink(options.file, options.durability, caps);
}

/** Opens the reading end for statistics. On SQLite it blocks the calling thread: call it in one of its own. */
export async function openStatReads(options: StoreOptions): Promise<StatReads> {
  if (options.clickhouseUrl) {
    const { openClickHouseStatReads } = await import('./clickhouse/stat-reads.ts');
    return openClickHouseStatReads(options.url, options.clickhouseUrl);
  }
  if (options.url !== '') {
    const { openPostgresStatReads } = await import('./postgres/stat-reads.ts');
    return openPostgresStatReads(options.url);
  }
  const { openSqliteStatReads } = await import('./sqlite/pack-store.ts');
  return openSqliteStatReads(options.file);
}

/** Opens the writing end for packs. On SQLite it blocks the calling thread: call it in one of its own. */
export async function openPackStore(options: StoreOptions): Promise<PackStore> {
  if (options.clickhouseUrl) {
    const { openClickHousePackStore } = await import('./clickhouse/stat-reads.ts');
    return openClickHousePackStore(options.url, options.clickhouseUrl);
  }
  if (options.url !== '') {
    const { openPostgresPackStore } = await import('./postgres/pack-store.ts');
    return openPostgresPackStore(options.url);
  }
  const { openSqlitePackStore } = await import('./sqlite/pack-store.ts');
  return openSqlitePackStore(options.file);
}

/**
 * Brings the schema to this program's version, in one transaction; a SQLite file with data is copied before.
 * Safe when several do it at once: one does, the others wait and find nothing to do.
 */
export async function migrateStore(
  options: StoreOptions,
  migrations?: readonly Migration[],
): Promise<Migrated> {
  const all = migrations ?? (await import('./migrations/list.ts')).allMigrations;
  if (options.clickhouseUrl) {
    const { migrateClickHouse } = await import('./clickhouse/migrate.ts');
    return migrateClickHouse(options.url, options.clickhouseUrl, all);
  }
  if (options.url === '') {
    const { migrateSqlite } = await import('./sqlite/migrate.ts');
    return migrateSqlite(options.file, all);
  }
  const { migratePostgres } = await import('./postgres/migrate.ts');
  const { refuseWithoutClickHouse } = await import('./clickhouse/refuse-without.ts');
  const migrated = await migratePostgres(options.url, all);
  await refuseWithoutClickHouse(options.url);
  return migrated;
}
