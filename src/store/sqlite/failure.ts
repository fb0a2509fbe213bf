import { AppError } from '../../core/errors.ts';

/** An error of SQLite with its code, such as `SQLITE_FULL`, on whichever thread it was raised. */
export class SqliteFailure extends Error {
  readonly code: string;

  constructor(message: string, code: string) {
    super(message);
    this.name = 'SqliteFailure';
    this.code = code;
  }
}

/**
 * Result codes that speak of the surroundings (another writer, the disk, the file's permissions) and not of the
 * statement: the same request can succeed later. Extended codes begin with their primary one.
 * Source: sqlite.org/rescode.html
 */
const surroundings =
  /^SQLITE_(BUSY|LOCKED|FULL|IOERR|CANTOPEN|READONLY|NOMEM|PROTOCOL|NOTADB|CORRUPT|PERM|AUTH)/;

/** What callers of the store get: `unavailable` for trouble of the surroundings, all else as it came. */
export function toStoreError(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (typeof code !== 'string' || !surroundings.test(code)) return error;
  return new AppError('unavailable', `The database does not answer (${code})`, { cause: error });
}
