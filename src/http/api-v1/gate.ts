import type { Context, MiddlewareHandler, Next } from 'hono';
import type { Core } from '../../core/core.ts';
import { authenticate, type KeyAccess } from '../../core/keys/authenticate.ts';
import type { PlanName } from '../../core/limits/plans.ts';
import {
  createMemoryRateCounter,
  type RateCounter,
  type RateDecision,
  takeRequest,
} from '../../core/limits/rate-limit.ts';
import { subscriberOf } from '../shared/client-address.ts';
import { consoleAccessOf, recordKeyRequest } from '../shared/key-requests.ts';
import type { ApiV1Deps, ApiV1Env } from './env.ts';
import { renderError, unauthorizedMessage } from './errors.ts';

/**
 * Lets requests with a good key through, up to the limit of the key's workspace. Guessing keys is slowed by a
 * guard per client address, in memory alone since no file may hold an address; the key is looked at first, so
 * that a neighbour's guesses never cost a good key anything.
 */
export function createGate(deps: ApiV1Deps): MiddlewareHandler<ApiV1Env> {
  const { core } = deps;
  const strangers = createMemoryRateCounter();
  return async (c, next) => {
    const raw = /^Bearer +(\S+) *$/i.exec(c.req.header('authorization') ?? '')?.[1];
    const ofKey = raw === undefined ? undefined : await authenticate(core, 'qra', raw);
    const access = consoleAccessOf(c, 'qra') ?? ofKey;
    if (!access) return refuseStranger(deps, strangers, c);
    return recordKeyRequest(c, access, deps.recordRequest, () => admit(core, c, access, next));
  };
}

/** Counts the call, and has it answered where there is one left. */
async function admit(
  core: Core,
  c: Context<ApiV1Env>,
  access: KeyAccess,
  next: Next,
): Promise<Response | undefined> {
  const plan = core.settings.plans[access.workspace.plan];
  const scope = `qra:${access.workspace.id}`;
  const { rateCounter } = core.store;
  const decision = await takeRequest(rateCounter, scope, plan.requestsPerMinute, core.clock.now());
  setLimitHeaders(c, plan.name, decision);
  if (!decision.allowed) return renderRateLimited(c, decision);
  c.set('access', access);
  await next();
  return undefined;
}

async function refuseStranger(
  deps: ApiV1Deps,
  strangers: RateCounter,
  c: Context<ApiV1Env>,
): Promise<Response> {
  const peer = c.env?.incoming?.socket.remoteAddress ?? '';
  const address = deps.clientAddress(peer, (name) => c.req.header(name));
  const scope = subscriberOf(address);
  const decision = await takeRequest(strangers, scope, deps.unauthorizedPerMinute, deps.core.clock.now());
  setLimitHeaders(c, 'free', decision);
  if (!decision.allowed) return renderRateLimited(c, decision);
  return renderError(c, 'unauthorized', unauthorizedMessage);
}

/** What clients are told where there is no limit: many wait when nothing remains. */
const noLimit = 2_147_483_647;

function setLimitHeaders(c: Context, plan: PlanName, decision: RateDecision): void {
  c.header('X-RateLimit-Plan', plan);
  c.header('X-RateLimit-Limit', String(decision.limit || noLimit));
  c.header('X-RateLimit-Remaining', String(decision.limit === 0 ? noLimit : decision.remaining));
  c.header('X-RateLimit-Reset', String(decision.resetAt));
}

function renderRateLimited(c: Context, decision: RateDecision): Response {
  c.header('Retry-After', String(decision.retryAfter));
  return renderError(c, 'rate_limited', `Too many requests: try again in ${decision.retryAfter} seconds.`);
}
