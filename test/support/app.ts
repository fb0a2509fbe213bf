import type { Hono } from 'hono';
import type { Core } from '../../src/core/core.ts';
import { PictureCache } from '../../src/http/images/cache.ts';
import type { Front } from '../../src/http/server.ts';
import type { HttpEnv, Log } from '../../src/http/shared/env.ts';
import { createApp, type Operations } from '../../src/http/surfaces.ts';

export interface TestAppOptions {
  readonly core: Core;
  readonly log?: Log;
  readonly recordCall?: Operations['recordCall'];
}

/** The surfaces as the program has them, over another core than its own. */
export function createTestApp(options: TestAppOptions): Hono<HttpEnv> {
  const { core, log = () => undefined, recordCall = () => undefined } = options;
  return createApp({
    core,
    pictures: new PictureCache(0),
    operations: {
      health: async () => ({ status: 'ok', checks: {} }),
      ready: async () => true,
      metricsText: async () => '',
      recordCall,
    },
    clientAddress: () => '192.0.2.99',
    corsOrigins: [],
    assetsDir: '/nowhere',
    webDir: '/nowhere',
    log,
    unauthorizedPerMinute: 1000,
    version: '0',
  });
}

/** Nothing but the surfaces. */
export const noFront: Front = { handle: () => false, answer: () => undefined };
