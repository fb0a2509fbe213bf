import { Readable } from 'node:stream';
import { createClient } from '@clickhouse/client';
import { toStoreError } from './failure.ts';

/** Values of a statement. They are bound by the server (`{code:UInt32}`) and never become part of its text. */
export type Bindings = Readonly<Record<string, number | readonly number[]>>;

/** Runs statements against ClickHouse. Trouble around a statement is thrown as `unavailable`. */
export interface ClickHouseRunner {
  /** The whole answer in the format TabSeparated. Lists of bindings may be long. */
  query(sql: string, bindings: Bindings): Promise<string>;
  /** One block; stored when it resolves. A token that the table remembers stores nothing again. */
  insert(
    table: string,
    columns: readonly [string, ...string[]],
    rows: readonly (readonly number[])[],
    token: string | null,
  ): Promise<void>;
  /** Lists of bindings become part of an address: 4 kB of them at most. */
  command(sql: string, bindings: Bindings): Promise<void>;
  close(): Promise<void>;
}

/** Below the minute after which PostgreSQL ends the transaction that waits for it. */
const requestTimeoutMs = 30_000;
const connectionsMax = 10;

/** Opens without connecting: the server may be away at the start. @param url `https://user:password@host:8443/database` */
export function openClickHouseRunner(url: string): ClickHouseRunner {
  const client = createClient({
    url,
    application: 'quietzone',
    request_timeout: requestTimeoutMs,
    max_open_connections: connectionsMax,
    compression: { request: true },
    // Thousands of codes or ids do not fit into an address.
    use_multipart_params_auto: true,
    // Whoever calls reports.
    log: { level: 127 },
    clickhouse_settings: {
      // An answer that breaks off is an HTTP error then, and not rows that are missing.
      wait_end_of_query: 1,
      // A month is a part of the key: no version of a row can be in another partition.
      do_not_merge_across_partitions_select_final: 1,
    },
  });
  return {
    async query(sql, bindings) {
      const question = { query: sql, query_params: bindings, format: 'TabSeparated' } as const;
      try {
        const answer = await client.query(question);
        return await answer.text();
      } catch (error) {
        return rethrow(error);
      }
    },
    async insert(table, columns, rows, token) {
      // As text: what is no unsigned integer is refused by the server.
      const text = rows.map((row) => `${row.join('\t')}\n`).join('');
      const values = Readable.from([Buffer.from(text)], { objectMode: false });
      const settings = {
        // Waited for, and one block for each batch.
        async_insert: 0,
        insert_deduplicate: token === null ? 0 : 1,
        insert_deduplication_token: token ?? '',
      } as const;
      const format = 'TabSeparated';
      await client
        .insert({ table, columns: [...columns], values, format, clickhouse_settings: settings })
        .catch(rethrow);
    },
    async command(sql, bindings) {
      await client.command({ query: sql, query_params: bindings }).catch(rethrow);
    },
    close: () => client.close(),
  };
}

function rethrow(error: unknown): never {
  throw toStoreError(error);
}
