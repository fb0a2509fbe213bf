import Database from 'better-sqlite3';

export interface SqliteOptions {
  /**
   * `full`: every commit is on the disk before it returns. `normal`: the system writes it later; it survives the
   * end of the process and not a power cut.
   */
  readonly synchronous?: 'full' | 'normal';
  readonly readonly?: boolean;
  /** `delete` for a file that is a lock and nothing else. Default: write-ahead log. */
  readonly journal?: 'wal' | 'delete';
  /** How long a statement waits for another connection's lock. Default 5,000 ms. */
  readonly busyTimeoutMs?: number;
}

/** The one way in which this program opens a SQLite file: write-ahead log, so that readers and a writer never wait. */
export function openSqlite(file: string, options: SqliteOptions = {}): Database.Database {
  const db = new Database(file, {
    timeout: options.busyTimeoutMs ?? 5_000,
    readonly: options.readonly ?? false,
    fileMustExist: options.readonly ?? false,
  });
  try {
    if (!options.readonly) {
      if (options.journal !== 'delete') db.pragma('journal_mode = WAL');
      db.pragma(`synchronous = ${options.synchronous ?? 'full'}`);
    }
    db.pragma('foreign_keys = ON');
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}
