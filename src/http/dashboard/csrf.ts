import type { Context, Next } from 'hono';
import type { HttpEnv } from '../shared/env.ts';
import { isSame } from './auth/seal.ts';
import { Refusal, renderError } from './errors.ts';
import type { DashboardDeps, SignedIn } from './route.ts';

/**
 * Of another site's page, a browser says so itself: `Sec-Fetch-Site` (Fetch Metadata), or `Origin` where it is older.
 * What says neither is no browser of today: without a cookie it has nothing to abuse.
 */
export async function requireOwnOrigin(
  c: Context<HttpEnv>,
  deps: DashboardDeps,
  next: Next,
): Promise<Response | undefined> {
  if (!isOwn(c, deps.auth.ownOrigin)) {
    return renderError(c, { code: 'csrf', error: 'This request came from another site.' });
  }
  await next();
  return undefined;
}

function isOwn(c: Context<HttpEnv>, ownOrigin: string): boolean {
  const site = c.req.header('sec-fetch-site');
  if (site !== undefined) return site === 'same-origin';
  const origin = c.req.header('origin');
  if (origin === undefined) return c.req.header('cookie') === undefined;
  if (origin === ownOrigin) return true;
  const host = c.req.header('host')?.toLowerCase();
  return URL.canParse(origin) && new URL(origin).host === host;
}

/** @throws {Refusal} csrf unless the session's own token came along, which no other site can read */
export function requireToken(deps: DashboardDeps, c: Context<HttpEnv>, signedIn: SignedIn): void {
  const given = c.req.header('x-quietzone-token') ?? '';
  if (isSame(given, deps.auth.tokenOf(signedIn.sessionId))) return;
  throw new Refusal({ code: 'csrf', error: 'This page is out of date: load it again.' });
}
