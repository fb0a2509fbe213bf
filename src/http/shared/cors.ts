import type { MiddlewareHandler } from 'hono';
import type { HttpEnv } from './env.ts';

export interface CorsOptions {
  /** Allowed origins; `*` for every one. None: browsers of other origins are kept out. */
  readonly origins: readonly string[];
  readonly methods: string;
  readonly requestHeaders: string;
  readonly responseHeaders: string;
}

const preflightSeconds = '600';

/** CORS (Fetch Standard, 3.3). Keys are sent by the script itself, so credentials are never allowed. */
export function cors(options: CorsOptions): MiddlewareHandler<HttpEnv> {
  const any = options.origins.includes('*');
  return async (c, next) => {
    const origin = c.req.header('origin');
    if (options.origins.length > 0 && !any) c.header('Vary', 'Origin', { append: true });
    if (origin === undefined || !(any || options.origins.includes(origin))) return next();
    c.header('Access-Control-Allow-Origin', any ? '*' : origin);
    c.header('Access-Control-Expose-Headers', options.responseHeaders);
    if (c.req.method !== 'OPTIONS' || c.req.header('access-control-request-method') === undefined)
      return next();
    c.header('Access-Control-Allow-Methods', options.methods);
    c.header('Access-Control-Allow-Headers', options.requestHeaders);
    c.header('Access-Control-Max-Age', preflightSeconds);
    return c.body(null, 204);
  };
}
