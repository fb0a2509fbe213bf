import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Context, Hono } from 'hono';
import type { HttpEnv } from '../shared/env.ts';
import { etagOf, isNotModified } from '../shared/etag.ts';

/**
 * Scripts, fonts and requests are our own and no script stands in the page. Styles may: components write theirs, and
 * the preview of a hosted page, an inert frame, has its own with it.
 */
export const appPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

const mediaTypes: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  woff2: 'font/woff2',
  svg: 'image/svg+xml',
  png: 'image/png',
};

/**
 * The web app, to be mounted at `/app`: one page for every address of its own, and the files that it loads.
 * @param onOpened told that somebody opens it, so that what its questions need can be loaded meanwhile
 */
export function createAppPage(webDir: string, onOpened: () => void): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  const files = createFiles(webDir);
  app.get('/assets/:name', (c) => sendAsset(c, files));
  app.get('*', (c) => {
    onOpened();
    return sendPage(c, files);
  });
  return app;
}

interface Files {
  /** Undefined for every name that is not in the folder. */
  read(folder: 'assets' | '', name: string): Promise<Uint8Array<ArrayBuffer> | undefined>;
}

/** Only names that a listing has found are opened, so that no path of a request is ever one of ours. */
function createFiles(webDir: string): Files {
  const names = new Map<string, Promise<ReadonlySet<string>>>();
  const list = async (folder: string) => {
    const found = await readdir(join(webDir, folder)).catch(() => []);
    // A build that is still to come must be seen when it is there.
    if (found.length === 0) names.delete(folder);
    return new Set(found);
  };
  return {
    async read(folder, name) {
      const known = names.get(folder) ?? list(folder);
      names.set(folder, known);
      if (!(await known).has(name)) return undefined;
      return new Uint8Array(await readFile(join(webDir, folder, name)));
    },
  };
}

/** The build puts a hash into the name and a smaller copy beside the file. */
async function sendAsset(c: Context<HttpEnv>, files: Files): Promise<Response> {
  const name = c.req.param('name') ?? '';
  const type = mediaTypes[name.slice(name.lastIndexOf('.') + 1)];
  const isBrotli = /\bbr\b/.test(c.req.header('accept-encoding') ?? '');
  const packed = isBrotli ? await files.read('assets', `${name}.br`) : undefined;
  const bytes = packed ?? (await files.read('assets', name));
  if (bytes === undefined || type === undefined) return c.text('There is no such file.', 404);
  c.header('Content-Type', type);
  c.header('Cache-Control', 'public, max-age=31536000, immutable');
  c.header('Vary', 'Accept-Encoding');
  if (packed !== undefined) c.header('Content-Encoding', 'br');
  return c.body(bytes);
}

/** Whoever knows the address of a report sees its numbers: nobody is told it, and no search engine lists it. */
function keepUnlisted(c: Context<HttpEnv>): void {
  c.header('Referrer-Policy', 'no-referrer');
  c.header('X-Robots-Tag', 'noindex, nofollow');
}

async function sendPage(c: Context<HttpEnv>, files: Files): Promise<Response> {
  c.header('Content-Security-Policy', appPolicy);
  c.header('Referrer-Policy', 'same-origin');
  if (c.req.path.startsWith('/app/report/')) keepUnlisted(c);
  c.header('Cross-Origin-Opener-Policy', 'same-origin');
  c.header('Permissions-Policy', 'camera=(), geolocation=(), microphone=()');
  c.header('Cache-Control', 'no-cache');
  const page = await files.read('', 'index.html');
  if (page === undefined) return c.text('The dashboard is not built: run `npm run build` first.', 503);
  const etag = etagOf(page);
  c.header('ETag', etag);
  if (isNotModified(c.req.header('if-none-match'), etag)) return c.body(null, 304);
  c.header('Content-Type', 'text/html; charset=utf-8');
  return c.body(page);
}
