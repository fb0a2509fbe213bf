import type { Context, MiddlewareHandler, Next } from 'hono';
import type { Core } from '../../core/core.ts';
import { authenticate, type KeyAccess } from '../../core/keys/authenticate.ts';
import { takeRequest } from '../../core/limits/rate-limit.ts';
import { consoleAccessOf, recordKeyRequest } from '../shared/key-requests.ts';
import type { ApiPhpDeps, ApiPhpEnv } from './env.ts';
import { renderError, unauthorizedMessage } from './errors.ts';

/** Lets requests with a good key through, up to the key's limit. A bad key is a 401 whatever else is wrong. */
export function createGate({ core, recordRequest }: ApiPhpDeps): MiddlewareHandler<ApiPhpEnv> {
  return async (c, next) => {
    const ofKey = await authenticate(core, 'qr-track', c.req.header('x-api-key')?.trim() ?? '');
    const access = consoleAccessOf(c, 'qr-track') ?? ofKey;
    if (!access) return renderError(c, 401, unauthorizedMessage);
    return recordKeyRequest(c, access, recordRequest, () => admit(core, c, access, next));
  };
}

/** Counts the call, and has it answered where there is one left. */
async function admit(
  core: Core,
  c: Context<ApiPhpEnv>,
  access: KeyAccess,
  next: Next,
): Promise<Response | undefined> {
  const limit = core.settings.qrTrackRequestsPerMinute;
  const scope = `qr-track:${access.key.id}`;
  const decision = await takeRequest(core.store.rateCounter, scope, limit, core.clock.now());
  if (decision.allowed) {
    c.set('access', access);
    await next();
    return undefined;
  }
  const { retryAfter, resetAt } = decision;
  c.header('Retry-After', String(retryAfter));
  return c.json({ error: 'Too Many Requests', limit, retry_after: retryAfter, reset_at: resetAt }, 429);
}
