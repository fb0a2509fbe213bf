import { type Context, Hono } from 'hono';
import type { HttpEnv, Log } from '../shared/env.ts';
import { notFoundPage, pagePolicy, renderMark } from './page.ts';

/** What the program tells of itself. */
export interface Probes {
  health(): Promise<{
    readonly status: 'ok' | 'degraded' | 'down';
    readonly checks: Readonly<Record<string, { readonly status: string; readonly detail?: string }>>;
  }>;
  ready(): Promise<boolean>;
  /** Prometheus text. */
  metricsText(): Promise<string>;
}

export interface SiteDeps {
  readonly probes: Probes;
  readonly log: Log;
}

/** Paths that are asked every few seconds, and are not worth a line of log each. */
export const probePaths: ReadonlySet<string> = new Set(['/healthz', '/readyz', '/metrics']);

const robots = `User-agent: *
Disallow: /p/
Disallow: /P/
Disallow: /api
Disallow: /app
`;

/** Everything that is no dialect: front page, probes, and the answer to every other path. */
export function createSite(deps: SiteDeps): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  addProbes(app, deps.probes);
  // A person who opens the bare address is most likely its owner.
  app.get('/', (c) => c.redirect('/app/', 302));
  app.get('/robots.txt', (c) => c.text(robots));
  app.get('/favicon.svg', (c) => {
    c.header('Cache-Control', 'public, max-age=86400');
    c.header('Content-Security-Policy', "default-src 'none'");
    return c.body(renderMark('#0A7357'), 200, { 'Content-Type': 'image/svg+xml' });
  });
  app.all('*', (c) => (isApi(c) ? jsonError(c, 404) : sendPage(c, notFoundPage, 404)));
  app.onError((thrown, c) => {
    deps.log('error', { err: thrown, surface: 'site' }, 'call failed');
    return jsonError(c, 500);
  });
  return app;
}

function addProbes(app: Hono<HttpEnv>, probes: Probes): void {
  app.get('/healthz', async (c) => {
    const report = await probes.health();
    return c.json(report, report.status === 'down' ? 503 : 200);
  });
  app.get('/readyz', async (c) => {
    const ready = await probes.ready();
    return c.json({ ready }, ready ? 200 : 503);
  });
  app.get('/metrics', async (c) => {
    c.header('Content-Type', 'text/plain; version=0.0.4; charset=utf-8');
    return c.body(await probes.metricsText());
  });
}

function isApi(c: Context): boolean {
  return c.req.path === '/api' || c.req.path.startsWith('/api/');
}

function sendPage(c: Context, page: string, status: 200 | 404): Response {
  c.header('Content-Security-Policy', pagePolicy);
  c.header('Referrer-Policy', 'no-referrer');
  return c.html(page, status);
}

function jsonError(c: Context, status: 404 | 500): Response {
  return status === 404
    ? c.json({ error: 'There is nothing at this address. See /api/docs.', code: 'not_found' }, 404)
    : c.json({ error: 'Something went wrong on our side.', code: 'internal_error' }, 500);
}
