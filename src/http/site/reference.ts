import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Context } from 'hono';
import type { HttpEnv } from '../shared/env.ts';
import { isNotModified } from '../shared/etag.ts';

/**
 * The reference page runs the Scalar program, which writes its styles into the page; scripts and requests are
 * held to our own origin all the same.
 */
export const referencePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export const referencePage = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
<title>API reference · quietzone</title>
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
</head>
<body>
<div id="reference"></div>
<noscript>The reference needs JavaScript. The same is in <a href="/openapi.json">/openapi.json</a>.</noscript>
<script src="/api/docs/scalar.js"></script>
<script src="/api/docs/start.js"></script>
</body>
</html>
`;

export const referenceStart = `Scalar.createApiReference('#reference', ${JSON.stringify({
  url: '/openapi.json',
  withDefaultFonts: false,
  telemetry: false,
  proxyUrl: '',
  showDeveloperTools: 'never',
  hideClientButton: true,
  agent: { disabled: true },
  mcp: { disabled: true },
  authentication: { preferredSecurityScheme: 'bearerAuth' },
})});
`;

interface Asset {
  readonly plain: Uint8Array<ArrayBuffer>;
  readonly gzipped: Uint8Array<ArrayBuffer>;
  readonly etag: string;
}

const gzipAsync = promisify(gzip);

/** Reads the program on first request and keeps it, since it is some megabytes. */
export function createReferenceProgram(assetsDir: string): (c: Context<HttpEnv>) => Promise<Response> {
  let loading: Promise<Asset> | undefined;
  return async (c) => {
    loading ??= loadAsset(join(assetsDir, 'scalar.js'));
    const asset = await loading.catch(() => undefined);
    if (asset === undefined) {
      loading = undefined;
      return c.text('The reference program is not built: run the build first.', 404);
    }
    const isGzip = /\bgzip\b/.test(c.req.header('accept-encoding') ?? '');
    const etag = isGzip ? `"${asset.etag}-gzip"` : `"${asset.etag}"`;
    c.header('ETag', etag);
    c.header('Vary', 'Accept-Encoding');
    c.header('Cache-Control', 'public, max-age=3600');
    if (isNotModified(c.req.header('if-none-match'), etag)) return c.body(null, 304);
    c.header('Content-Type', 'text/javascript; charset=utf-8');
    if (isGzip) c.header('Content-Encoding', 'gzip');
    return c.body(isGzip ? asset.gzipped : asset.plain);
  };
}

async function loadAsset(path: string): Promise<Asset> {
  const plain = await readFile(path);
  const etag = createHash('sha256').update(plain).digest('base64url');
  return { plain, gzipped: await gzipAsync(plain), etag };
}
