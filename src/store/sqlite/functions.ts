import { hash } from 'node:crypto';
import type { Connection } from './connection.ts';

/**
 * What PostgreSQL has and SQLite lacks, by the same names, so that one query does for both: as far as queries use it.
 * The driver counts parameters to know how many there are.
 */
export function addFunctions(db: Connection): void {
  const pure = { deterministic: true } as const;
  db.function('convert_to', pure, (text, _utf8) => Buffer.from(String(text), 'utf8'));
  db.function('sha256', pure, (bytes) => hash('sha256', bytes as Buffer, 'buffer'));
  db.function('encode', pure, (bytes, _hex) => (bytes as Buffer).toString('hex'));
}
