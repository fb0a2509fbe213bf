import type { ScanSink, Store } from '../core/store.ts';
import { allMigrations } from './migrations/list.ts';
import type { Migration } from './migrations/migration.ts';
import type { Migrated } from './migrations/runner.ts';
import { migratePostgres } from './postgres/migrate.ts';
import { openPostgresSink } from './postgres/scan-sink.ts';
import { openPostgresStore } from './postgres/store.ts';
import { type DictionaryCaps, defaultCaps } from './sink/dictionary-rows.ts';
import { migrateSqlite } from './sqlite/migrate.ts';
import { openSqliteSink } from './sqlite/scan-sink.ts';
import { openSqliteStore } from './sqlite/store.ts';

export interface StoreOptions {
  /** `postgres://…`, or '' for SQLite. */
  readonly url: string;
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
  if (options.url !== '') return openPostgresStore(options.url, onError);
  return openSqliteStore(options.file, onError);
}

/** Opens the writing end for scans. On SQLite it blocks the calling thread: call it in one of its own. */
export async function openScanSink(
  options: StoreOptions,
  caps: DictionaryCaps = defaultCaps,
): Promise<ScanSink> {
  if (options.url !== '') return openPostgresSink(options.url, options.durability, caps);
  return openSqliteSink(options.file, options.durability, caps);
}

/**
 * Brings the schema to this program's version, in one transaction; a SQLite file with data is copied before.
 * Safe when several do it at once: one does, the others wait and find nothing to do.
 */
export async function migrateStore(
  options: StoreOptions,
  migrations: readonly Migration[] = allMigrations,
): Promise<Migrated> {
  if (options.url !== '') return migratePostgres(options.url, migrations);
  return migrateSqlite(options.file, migrations);
}
