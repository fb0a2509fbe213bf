import { Kysely, sql } from 'kysely';
import { createMemoryRateCounter } from '../../core/limits/rate-limit.ts';
import type { Store, StoreWrites } from '../../core/store.ts';
import { allReads, allWrites } from '../queries/all.ts';
import { createDictionaries } from '../queries/dictionaries.ts';
import type { EngineLocks } from '../queries/engine-locks.ts';
import type { Tables } from '../schema.ts';
import { busyMsDefault } from './connection.ts';
import { ConnectionThread } from './connection-thread.ts';
import { threadDialect } from './dialect.ts';
import { CommitWatch } from './watch.ts';

/**
 * One thread writes and another reads, so that neither waits for the other and no query holds up the caller's.
 * Commits are always synced: changes are few, and `durability` is a matter of scans.
 */
export async function openSqliteStore(file: string, onError: (error: unknown) => void): Promise<Store> {
  const [writer, reader] = await openThreads(file, onError);
  const writes = new Kysely<Tables>({ dialect: threadDialect(writer) });
  const reads = new Kysely<Tables>({ dialect: threadDialect(reader) });
  const watch = new CommitWatch(reader, onError);
  const log = new LogCleaner(writes, onError);
  const dictionaries = createDictionaries();
  return {
    engine: 'sqlite',
    ...allReads(reads, dictionaries),
    async transact<T>(work: (tx: StoreWrites) => Promise<T>): Promise<T> {
      let saltsDestroyed = false;
      const locks = (trx: Kysely<Tables>) =>
        locksOf(trx, () => {
          saltsDestroyed = true;
        });
      const result = await writes
        .transaction()
        .execute((trx) => work(allWrites(trx, dictionaries, locks(trx))));
      if (saltsDestroyed) await log.clean();
      watch.notify();
      return result;
    },
    rateCounter: createMemoryRateCounter(),
    sharedTries: null,
    watch: (onChange) => watch.add(onChange),
    // There is no other node.
    watchScans() {},
    async ping() {
      if (writer.death !== undefined) throw writer.death;
      await sql`select 1`.execute(reads);
    },
    async close() {
      watch.close();
      log.close();
      await Promise.all([writer.close(), reader.close()]);
    },
  };
}

async function openThreads(file: string, onError: (error: unknown) => void) {
  const options = { file, synchronous: 'full', busyMs: busyMsDefault } as const;
  const writer = await ConnectionThread.open({ ...options, readOnly: false }, onError);
  try {
    return [writer, await ConnectionThread.open({ ...options, readOnly: true }, onError)] as const;
  } catch (error) {
    await writer.close();
    throw error;
  }
}

/** A transaction holds the write lock of the whole file from its start: most locks are there already. */
function locksOf(trx: Kysely<Tables>, onSaltsDestroyed: () => void): EngineLocks {
  const held = () => Promise.resolve();
  return {
    holdWorkspace: held,
    holdChanges: held,
    holdSinks: held,
    holdPacks: held,
    holdDictionaries: held,
    holdNodes: held,
    async destroySalts(day) {
      await sql`pragma secure_delete = on`.execute(trx);
      await trx.deleteFrom('visitor_salts').where('day', '<', day).execute();
      await sql`pragma secure_delete = off`.execute(trx);
      onSaltsDestroyed();
    },
  };
}

const retryMs = 1_000;

/**
 * Empties the write-ahead log, which keeps what was deleted from the tables. A reader or writer in the middle of
 * something can prevent it: then it is tried again until it is done.
 */
class LogCleaner {
  readonly #writes: Kysely<Tables>;
  readonly #onError: (error: unknown) => void;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(writes: Kysely<Tables>, onError: (error: unknown) => void) {
    this.#writes = writes;
    this.#onError = onError;
  }

  async clean(): Promise<void> {
    try {
      const { rows } = await sql<{ busy: number }>`pragma wal_checkpoint(truncate)`.execute(this.#writes);
      if (rows[0]?.busy !== 0) this.#retry();
    } catch (error) {
      this.#onError(error);
      this.#retry();
    }
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  #retry(): void {
    if (this.#closed) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.clean(), retryMs).unref();
  }
}
