import Database from 'better-sqlite3';
import { openSqlite } from '../../runtime/sqlite.ts';
import { addFunctions } from './functions.ts';

export type Connection = Database.Database;

export interface ConnectionOptions {
  readonly file: string;
  /** `full`: a commit survives a power cut; `normal`: it survives the end of the process alone. */
  readonly synchronous: 'full' | 'normal';
  /** A connection that refuses to write. */
  readonly readOnly: boolean;
  /** How long to wait for another process or thread that writes. */
  readonly busyMs: number;
  /** Pages kept in memory, beside the mapped ones; 32 MiB by default. */
  readonly cacheKib?: number;
}

/** As long as somebody beside the server (the CLI) may reasonably write. */
export const busyMsDefault = 5_000;

const cacheKibDefault = 32_768;
const mapBytes = 268_435_456;
/**
 * A checkpoint for every 8,000 pages (32 MB; the default is 1,000): batches of scans write the same pages again and
 * again, which a later checkpoint copies once.
 */
const checkpointPages = 8_000;
const logBytesKept = 33_554_432;

/** Opens the file in WAL mode and makes it if it is missing. Blocks its thread: never call it on the main one. */
export function openConnection(options: ConnectionOptions): Connection {
  const { file, synchronous, busyMs } = options;
  const db = retryWhileBusy(busyMs, () => openSqlite(file, { synchronous, busyTimeoutMs: busyMs }));
  try {
    db.pragma(`cache_size = -${options.cacheKib ?? cacheKibDefault}`);
    db.pragma(`mmap_size = ${mapBytes}`);
    db.pragma(`wal_autocheckpoint = ${checkpointPages}`);
    db.pragma(`journal_size_limit = ${logBytesKept}`);
    addFunctions(db);
    if (options.readOnly) db.pragma('query_only = ON');
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/**
 * Takes the write lock. SQLite's own busy handler sleeps up to 100 ms between its tries and so loses against a
 * writer that commits without pause; one try a millisecond gets its turn.
 */
export function beginImmediate(db: Connection, busyMs: number): void {
  db.pragma('busy_timeout = 0');
  try {
    retryWhileBusy(busyMs, () => db.exec('BEGIN IMMEDIATE'));
  } finally {
    db.pragma(`busy_timeout = ${busyMs}`);
  }
}

/** SQLite rolls back by itself after some errors (a full disk): then there is nothing left to do. */
export function rollback(db: Connection): void {
  if (db.inTransaction) db.exec('ROLLBACK');
}

const sleepCell = new Int32Array(new SharedArrayBuffer(4));

function retryWhileBusy<T>(busyMs: number, attempt: () => T): T {
  const endAt = performance.now() + busyMs;
  for (;;) {
    try {
      return attempt();
    } catch (error) {
      if (!isBusy(error) || performance.now() > endAt) throw error;
      Atomics.wait(sleepCell, 0, 0, 1);
    }
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');
}
