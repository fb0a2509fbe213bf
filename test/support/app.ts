import type { Hono } from 'hono';
import type { Core } from '../../src/core/core.ts';
import { createAuth } from '../../src/http/dashboard/auth/create.ts';
import { PictureCache } from '../../src/http/images/cache.ts';
import type { Front } from '../../src/http/server.ts';
import type { HttpEnv, Log } from '../../src/http/shared/env.ts';
import { createApp, type Operations } from '../../src/http/surfaces.ts';

export interface TestAppOptions {
  readonly core: Core;
  readonly log?: Log;
  readonly recordCall?: Operations['recordCall'];
}

/** Of the server: what its sessions are signed with. */
export const testSecret = '5e'.repeat(32);

/** The surfaces as the program has them, over another core than its own. */
export function createTestApp(options: TestAppOptions): Hono<HttpEnv> {
  const { core, log = () => undefined, recordCall = () => undefined } = options;
  const auth = createAuth({
    ...{ core, log, secret: testSecret, signOn: null, clientAddress },
    describeAgent: () => ({ browser: 'Firefox', os: 'Linux' }),
  });
  return createApp({
    core,
    pictures: new PictureCache(0),
    operations: {
      health: async () => ({ status: 'ok', checks: {} }),
      ready: async () => true,
      metricsText: async () => '',
      hits: () => ({ deferred: 0, dropped: 0 }),
      baseUrlSet: true,
      recordCall,
    },
    clientAddress,
    corsOrigins: [],
    assetsDir: '/nowhere',
    webDir: '/nowhere',
    log,
    unauthorizedPerMinute: 1000,
    recordRequest: () => undefined,
    phonePages: { page: () => '', file: () => ({ name: '', text: '' }) },
    openAuth: async () => auth,
    version: '0',
  });
}

/** As if every request came by a proxy that is trusted. */
function clientAddress(_peer: string, header: (name: string) => string | undefined): string {
  return header('x-forwarded-for') ?? '192.0.2.99';
}

/** Nothing but the surfaces. */
export const noFront: Front = { handle: () => false, answer: () => undefined };
