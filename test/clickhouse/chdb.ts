import { createRequire } from 'node:module';
import { join } from 'node:path';

/** The part of the package `chdb` that is used here: ClickHouse as a library, one data directory a process. */
export interface ChdbSession {
  query(sql: string, format?: string): string;
  queryBindAsync(sql: string, params: object, options: { format: string }): Promise<{ bytes(): Uint8Array }>;
  insert(params: {
    table: string;
    columns: readonly string[];
    values: Buffer;
    format: string;
    settings: Record<string, string>;
  }): Promise<unknown>;
  close(): void;
}

interface Chdb {
  readonly Session: new (path?: string) => ChdbSession;
}

/** Where scripts/clickhouse-test.ts installs it: it is too large to come along with every checkout. */
const folder = join(import.meta.dirname, '../../node_modules/.cache/quietzone-clickhouse/');

export function openChdb(): ChdbSession {
  const { Session } = createRequire(folder)('chdb') as Chdb;
  return new Session();
}
