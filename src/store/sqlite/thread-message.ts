import type { ConnectionOptions } from './connection.ts';

/** What the main thread asks of a connection's thread. Transactions are words of their own, since BEGIN may wait. */
export type ThreadRequest =
  | {
      readonly id: number;
      readonly do: 'query';
      readonly sql: string;
      readonly parameters: readonly unknown[];
    }
  | { readonly id: number; readonly do: 'begin' | 'commit' | 'rollback' | 'close' };

export type ThreadReply =
  | { readonly id: number; readonly result: QueryRows }
  | { readonly id: number; readonly failure: ThreadFailure };

/** Values row by row without their names: half the cost of copying objects between threads. */
export interface QueryRows {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
  readonly changes: number;
}

/** An error that keeps its code on the way, which a copied Error loses. */
export interface ThreadFailure {
  readonly name: string;
  readonly message: string;
  readonly code: string | undefined;
}

export type ThreadData = ConnectionOptions;

/** Id of the first reply, which tells that the file is open. */
export const openedId = 0;
