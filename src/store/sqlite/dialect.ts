import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import type { ConnectionThread } from './connection-thread.ts';

/** Kysely over a connection in another thread. */
export function threadDialect(thread: ConnectionThread): Dialect {
  return {
    createDriver: () => new ThreadDriver(thread),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createAdapter: () => new SqliteAdapter(),
    createIntrospector: (db) => new SqliteIntrospector(db),
  };
}

/** One connection, so one user at a time: a transaction holds back whoever else wants it. */
class ThreadDriver implements Driver {
  readonly #thread: ConnectionThread;
  readonly #connection: ThreadConnection;
  #turn: Promise<void> = Promise.resolve();
  #endTurn = () => {};

  constructor(thread: ConnectionThread) {
    this.#thread = thread;
    this.#connection = new ThreadConnection(thread);
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    const previous = this.#turn;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#turn = promise;
    await previous;
    this.#endTurn = resolve;
    return this.#connection;
  }

  async releaseConnection(): Promise<void> {
    this.#endTurn();
  }

  async beginTransaction(): Promise<void> {
    await this.#thread.send({ do: 'begin' });
  }

  async commitTransaction(): Promise<void> {
    await this.#thread.send({ do: 'commit' });
  }

  async rollbackTransaction(): Promise<void> {
    await this.#thread.send({ do: 'rollback' });
  }

  destroy(): Promise<void> {
    return this.#thread.close();
  }
}

class ThreadConnection implements DatabaseConnection {
  readonly #thread: ConnectionThread;

  constructor(thread: ConnectionThread) {
    this.#thread = thread;
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    const { columns, rows, changes } = await this.#thread.send({ do: 'query', sql, parameters });
    return { rows: rows.map((row) => objectOf<R>(columns, row)), numAffectedRows: BigInt(changes) };
  }

  // biome-ignore lint/correctness/useYield: the interface asks for a stream, which no query of ours is
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('Rows of another thread come in pages, not in streams');
  }
}

function objectOf<R>(columns: readonly string[], values: readonly unknown[]): R {
  const row: Record<string, unknown> = {};
  for (let index = 0; index < columns.length; index += 1) row[columns[index] ?? ''] = values[index];
  return row as R;
}
