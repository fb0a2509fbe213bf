import Database from 'better-sqlite3';
import { Client, types } from 'pg';
import { onTestFinished } from 'vitest';
import type { StoreOptions } from '../../src/store/open.ts';

const int8Oid = 20;

export type RawSql = (text: string) => Promise<Record<string, unknown>[]>;

/** A connection past the store, to look at tables and to make databases as they were; closed at the end of the test. */
export async function openRaw(options: StoreOptions): Promise<RawSql> {
  if (options.url === '') {
    const db = new Database(options.file);
    onTestFinished(() => void db.close());
    return async (text) => {
      const statement = db.prepare(text);
      if (statement.reader) return statement.all() as Record<string, unknown>[];
      statement.run();
      return [];
    };
  }
  const getTypeParser = (oid: number) => (oid === int8Oid ? Number : types.getTypeParser(oid));
  const client = new Client({ connectionString: options.url, types: { getTypeParser } as typeof types });
  await client.connect();
  onTestFinished(() => client.end());
  return async (text) => (await client.query(text)).rows;
}
