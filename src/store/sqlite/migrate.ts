import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Kysely, sql } from 'kysely';
import type { Migration } from '../migrations/migration.ts';
import { type Migrated, runMigrations } from '../migrations/runner.ts';
import type { Tables } from '../schema.ts';
import { ConnectionThread } from './connection-thread.ts';
import { threadDialect } from './dialect.ts';

/** Whoever comes second waits for the first, however large the database is. */
const busyMs = 600_000;

/** The write lock is held from the first look to the commit, the copy included: nothing can slip in between. */
export async function migrateSqlite(file: string, migrations: readonly Migration[]): Promise<Migrated> {
  return await withDatabase(file, (db) =>
    db
      .transaction()
      .execute((trx) => runMigrations(trx, 'sqlite', migrations, (to) => copyDatabase(file, to))),
  );
}

async function withDatabase<T>(file: string, work: (db: Kysely<Tables>) => Promise<T>): Promise<T> {
  const options = { file, synchronous: 'full', readOnly: false, busyMs } as const;
  const thread = await ConnectionThread.open(options, () => {});
  try {
    return await work(new Kysely<Tables>({ dialect: threadDialect(thread) }));
  } finally {
    await thread.close();
  }
}

/**
 * Copies what is committed to `FILE.before-VERSION.bak`. A copy bears that name only when it is whole and on disk.
 * It holds no visitor salts, which must not outlive their day.
 */
async function copyDatabase(file: string, to: number): Promise<string> {
  const copy = `${file}.before-${to}.bak`;
  const unfinished = `${copy}.unfinished`;
  await removeDatabase(unfinished);
  await withDatabase(file, (db) => sql`vacuum into ${unfinished}`.execute(db));
  await withDatabase(unfinished, async (db) => {
    await sql`pragma secure_delete = on`.execute(db);
    await db.deleteFrom('visitor_salts').execute();
    // Without a log of its own, the copy is one file.
    await sql`pragma journal_mode = delete`.execute(db);
  });
  await syncPath(unfinished);
  await rename(unfinished, copy);
  await syncPath(dirname(copy));
  return copy;
}

async function removeDatabase(file: string): Promise<void> {
  for (const suffix of ['', '-wal', '-shm', '-journal']) await rm(file + suffix, { force: true });
}

async function syncPath(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
