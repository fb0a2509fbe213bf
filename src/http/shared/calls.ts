import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import type { HttpEnv, Log } from './env.ts';

/** One answered request. `route` is a pattern of ours, never a path as sent, so that it can label a metric. */
export interface Call {
  readonly surface: string;
  readonly route: string;
  readonly method: string;
  readonly status: number;
  readonly ms: number;
}

/** Tells of every answer: no key, no address, no query, nothing that a caller has written. */
export function recordCalls(
  surfaceOf: (path: string) => string,
  record: (call: Call) => void,
  log: Log,
  isQuiet: (route: string) => boolean,
): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    const startedAt = performance.now();
    await next();
    const ms = Math.round((performance.now() - startedAt) * 1000) / 1000;
    const call = {
      surface: surfaceOf(c.req.path),
      route: routePath(c),
      method: c.req.method,
      status: c.res.status,
      ms,
    };
    record(call);
    if (!isQuiet(call.route)) log('info', { ...call }, 'call');
  };
}
