import type { PostgresPool } from 'kysely';
import { type ClientConfig, Pool, type PoolClient, types } from 'pg';
import { isOutage, toStoreError } from './failure.ts';

const connectTimeoutMs = 3_000;
const statementTimeoutMs = 30_000;
/** For a server that is silent, which enforces no time-out itself. */
const answerTimeoutMs = statementTimeoutMs + 5_000;
/** A node that vanished in the middle of a transaction gives its locks back after this. */
const idleInTransactionMs = 60_000;
const int8Oid = 20;
/**
 * Pages are read in the order of an index. The planner, which knows nothing of a month that has just begun nor of
 * the bits in the flags, would rather collect and sort all scans of a code for a page of fifty (measured at 6,000
 * scans: 4-6 ms against 0.05 ms), and compile what takes no time.
 */
const plannerOptions = '-c enable_sort=off -c jit=off';

/** @param options more command-line options of the session, such as `-c synchronous_commit=off` */
export function clientConfig(url: string, options = ''): ClientConfig {
  return {
    connectionString: url,
    connectionTimeoutMillis: connectTimeoutMs,
    statement_timeout: statementTimeoutMs,
    query_timeout: answerTimeoutMs,
    idle_in_transaction_session_timeout: idleInTransactionMs,
    keepAlive: true,
    application_name: 'quietzone',
    options: `${plannerOptions} ${options}`,
    // Every integer of ours is below 2^53.
    types: {
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        oid === int8Oid && format !== 'binary' ? Number : types.getTypeParser(oid, format as 'text'),
    } as NonNullable<ClientConfig['types']>,
  };
}

/** Connects when it is first asked: a server that is down fails the call and not the opening. */
export function openPool(config: ClientConfig, size: number, onError: (error: unknown) => void): Pool {
  const pool = new Pool({ ...config, max: size });
  // A lost connection is an event, of the pool when idle and of the client when in use; unheard, it would end
  // the process. The query that was running fails on its own.
  pool.on('error', onError);
  pool.on('connect', (client) => {
    client.on('error', onError);
  });
  return pool;
}

/** The pool as Kysely takes it: outages become `unavailable`, and their connections are not used again. */
export function poolForQueries(pool: Pool): PostgresPool {
  return {
    options: pool.options,
    connect: async () => wrapClient(await pool.connect().catch(rethrow)),
    end: () => pool.end(),
  };
}

/** Outages become `unavailable`, and their connections are not used again. */
export async function withClient<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  let client: PoolClient | undefined;
  let broken = false;
  try {
    client = await pool.connect();
    return await work(client);
  } catch (error) {
    broken = isOutage(error);
    throw toStoreError(error);
  } finally {
    client?.release(broken);
  }
}

type QueryClient = Awaited<ReturnType<PostgresPool['connect']>>;

function wrapClient(client: PoolClient): QueryClient {
  let broken = false;
  const query = async (sql: string, parameters: readonly unknown[]) => {
    try {
      return await client.query(sql, parameters.map(withoutNul));
    } catch (error) {
      broken ||= isOutage(error);
      return rethrow(error);
    }
  };
  return {
    // Kysely's other form takes a cursor, which it was given none of.
    query: query as unknown as QueryClient['query'],
    release: (destroy) => client.release(destroy === true || broken),
  };
}

/** Text has no NUL in PostgreSQL. It is stored and looked for as U+FFFD: an odd request finds nothing, and fails not. */
function withoutNul(value: unknown): unknown {
  return typeof value === 'string' ? value.replaceAll('\0', '\ufffd') : value;
}

function rethrow(error: unknown): never {
  throw toStoreError(error);
}

/** A connection of its own, closed behind the work. */
export async function withOneClient(url: string, work: (client: PoolClient) => Promise<void>): Promise<void> {
  const pool = openPool(clientConfig(url), 1, () => {});
  try {
    await withClient(pool, work);
  } finally {
    await pool.end();
  }
}
