import { type Context, Hono } from 'hono';
import { cors } from '../shared/cors.ts';
import type { HttpEnv } from '../shared/env.ts';
import { createReferenceProgram, referencePage, referencePolicy, referenceStart } from './reference.ts';

export interface DocumentsDeps {
  /** OpenAPI document as JSON text. */
  readonly document: string;
  readonly corsOrigins: readonly string[];
  /** Holds `scalar.js`. */
  readonly assetsDir: string;
}

/** The OpenAPI document, which needs no key wherever it is asked for, and the page that shows it. */
export function createDocuments({ document, corsOrigins, assetsDir }: DocumentsDeps): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  const sendDocument = (c: Context<HttpEnv>) => c.body(document, 200, { 'Content-Type': 'application/json' });
  const access = cors({
    origins: corsOrigins,
    methods: 'GET, HEAD',
    requestHeaders: '',
    responseHeaders: '',
  });
  for (const path of ['/openapi.json', '/api/v1/openapi.json']) {
    app.use(path, access);
    app.get(path, sendDocument);
  }
  app.get('/api/docs', (c) => {
    c.header('Content-Security-Policy', referencePolicy);
    c.header('Referrer-Policy', 'no-referrer');
    return c.html(referencePage);
  });
  app.get('/api/docs/start.js', (c) => {
    return c.body(referenceStart, 200, { 'Content-Type': 'text/javascript; charset=utf-8' });
  });
  app.get('/api/docs/scalar.js', createReferenceProgram(assetsDir));
  return app;
}
