import type { IncomingMessage } from 'node:http';
import type { Claim } from '../../core/idempotency/once.ts';
import type { ConsoleUse } from './key-requests.ts';

/** What the middleware of every surface may find and leave in Hono's context. */
export interface HttpEnv {
  Bindings: {
    /** Node's own request; absent when a test asks the app without a socket. */
    readonly incoming?: IncomingMessage;
    /** A call of the console, which is dispatched in this process. */
    readonly console?: ConsoleUse;
  };
  Variables: {
    /** What `jsonBody` has read. */
    body: unknown;
    /** What `once` has claimed for this request; undefined where it may be carried out more than once. */
    claim?: Claim | undefined;
  };
}

export type Log = (
  level: 'info' | 'warn' | 'error',
  fields: Record<string, unknown>,
  message: string,
) => void;
