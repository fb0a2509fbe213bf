import { Hono } from 'hono';
import type { PhonePages } from '../core/codes/preview.ts';
import type { Core } from '../core/core.ts';
import type { RecordRequest } from '../core/requests/request.ts';
import { createApiPhp } from './api-php/surface.ts';
import { renderDocument } from './api-v1/document.ts';
import { createApiV1 } from './api-v1/surface.ts';
import { createAppPage } from './dashboard/app-page.ts';
import type { Auth } from './dashboard/auth/auth.ts';
import type { Dispatch } from './dashboard/console.ts';
import type { InstanceState } from './dashboard/route.ts';
import { createDashboardApi } from './dashboard/surface.ts';
import type { PictureCache } from './images/cache.ts';
import { createImages } from './images/surface.ts';
import { type Call, recordCalls } from './shared/calls.ts';
import type { HttpEnv, Log } from './shared/env.ts';
import { createDocuments } from './site/documents.ts';
import { createSite, type Probes, probePaths } from './site/surface.ts';

/** What the program tells of itself, and what it wants to hear of calls. */
export interface Operations extends Probes, Omit<InstanceState, 'health'> {
  recordCall(call: Call): void;
}

export interface SurfaceDeps {
  readonly core: Core;
  readonly pictures: PictureCache;
  readonly operations: Operations;
  /** See the runtime's `createClientAddress`. */
  readonly clientAddress: (peer: string, header: (name: string) => string | undefined) => string;
  /** Origins whose scripts may use the APIs; `*` for every one. */
  readonly corsOrigins: readonly string[];
  /** Holds `scalar.js`, the program of the reference page. */
  readonly assetsDir: string;
  /** Holds the web app. */
  readonly webDir: string;
  readonly log: Log;
  /** Requests without a good key that one client address has a minute, in the QRA dialect. */
  readonly unauthorizedPerMinute: number;
  readonly recordRequest: RecordRequest;
  readonly phonePages: PhonePages;
  readonly openAuth: () => Promise<Auth>;
  readonly version: string;
}

/** Every surface there is, by the prefix of its paths; the first that fits has the request. */
const prefixes = {
  'api-v1': '/api/v1',
  'api-php': '/api.php',
  images: '/img',
  dashboard: '/app',
  site: '/',
} as const;

export function createApp(deps: SurfaceDeps): Hono<HttpEnv> {
  const { core, operations, corsOrigins, assetsDir, log, version } = deps;
  const app = new Hono<HttpEnv>();
  app.use(
    recordCalls(
      surfaceOf,
      (call) => operations.recordCall(call),
      log,
      (route) => probePaths.has(route),
    ),
  );
  app.use(async (c, next) => {
    c.header('X-Content-Type-Options', 'nosniff');
    await next();
  });
  const document = renderDocument({ baseUrl: core.settings.baseUrl, version });
  app.route('/', createDocuments({ document, corsOrigins, assetsDir }));
  app.route(prefixes['api-v1'], createApiV1(deps));
  app.route(prefixes['api-php'], createApiPhp(deps));
  app.route(prefixes.images, createImages(deps));
  const dispatch: Dispatch = async (request, use) => app.fetch(request, { console: use });
  app.route(`${prefixes.dashboard}/api`, createDashboardApi({ ...deps, dispatch, instance: operations }));
  app.route(
    prefixes.dashboard,
    createAppPage(deps.webDir, () => void deps.openAuth().catch(() => undefined)),
  );
  app.route(prefixes.site, createSite({ probes: operations, log }));
  return app;
}

function surfaceOf(path: string): string {
  return Object.entries(prefixes).find(([, prefix]) => path.startsWith(prefix))?.[0] ?? 'site';
}
