import type { IncomingMessage } from 'node:http';

/** What the middleware of every surface may find and leave in Hono's context. */
export interface HttpEnv {
  Bindings: {
    /** Node's own request; absent when a test asks the app without a socket. */
    readonly incoming?: IncomingMessage;
  };
  Variables: {
    /** What `jsonBody` has read. */
    body: unknown;
  };
}

export type Log = (
  level: 'info' | 'warn' | 'error',
  fields: Record<string, unknown>,
  message: string,
) => void;
