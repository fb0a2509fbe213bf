import type { MiddlewareHandler } from 'hono';
import { authenticate } from '../../core/keys/authenticate.ts';
import { takeRequest } from '../../core/limits/rate-limit.ts';
import type { ApiPhpDeps, ApiPhpEnv } from './env.ts';
import { renderError } from './errors.ts';

/** Lets requests with a good key through, up to the key's limit. A bad key is a 401 whatever else is wrong. */
export function createGate({ core }: ApiPhpDeps): MiddlewareHandler<ApiPhpEnv> {
  return async (c, next) => {
    const access = await authenticate(core, 'qr-track', c.req.header('x-api-key')?.trim() ?? '');
    if (!access) return renderError(c, 401, 'Unauthorized: Invalid API Key');
    const limit = core.settings.qrTrackRequestsPerMinute;
    const scope = `qr-track:${access.key.id}`;
    const decision = await takeRequest(core.store.rateCounter, scope, limit, core.clock.now());
    if (decision.allowed) {
      c.set('access', access);
      return next();
    }
    const { retryAfter, resetAt } = decision;
    c.header('Retry-After', String(retryAfter));
    return c.json({ error: 'Too Many Requests', limit, retry_after: retryAfter, reset_at: resetAt }, 429);
  };
}
