import { createHash } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { encodedTextOf } from '../../core/codes/links.ts';
import { foldSlug, isSlug } from '../../core/codes/slug.ts';
import type { Core } from '../../core/core.ts';
import { AppError } from '../../core/errors.ts';
import { renderJpeg } from '../../qr/jpeg.ts';
import { type ErrorCorrection, encodeMatrix, type Matrix, QrCapacityError } from '../../qr/matrix.ts';
import { type ImageOptions, parseImageQuery } from '../../qr/options.ts';
import { renderPng } from '../../qr/png.ts';
import { renderSvg } from '../../qr/svg.ts';
import type { HttpEnv, Log } from '../shared/env.ts';
import { isNotModified } from '../shared/etag.ts';
import { createImageCache, type EncodedImage, type ImageCache } from './cache.ts';

export interface ImagesDeps {
  readonly core: Core;
  readonly log: Log;
}

interface Format {
  readonly mediaType: string;
  readonly render: (matrix: Matrix, options: ImageOptions) => string | Uint8Array | Promise<Uint8Array>;
}

const jpeg: Format = { mediaType: 'image/jpeg', render: renderJpeg };
const formats: ReadonlyMap<string, Format> = new Map([
  ['png', { mediaType: 'image/png', render: renderPng }],
  ['svg', { mediaType: 'image/svg+xml', render: renderSvg }],
  ['jpg', jpeg],
  ['jpeg', jpeg],
]);

/** The QR Track dialect promises level H; a printed code of any dialect is sturdier with it. */
const defaultErrorCorrection = 'H';
const cacheBytesMax = 32 * 1024 * 1024;

/** Images of codes, to be mounted at `/img`. Public, as the codes themselves are. */
export function createImages({ core, log }: ImagesDeps): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  const cache = createImageCache(cacheBytesMax);
  app.get('/:file', (c) => getImage(core, cache, c));
  app.all('/:file', (c) => {
    c.header('Allow', 'GET, HEAD');
    return c.text('Method not allowed: use GET or HEAD.', 405);
  });
  app.all('*', (c) => c.text('Not found.', 404));
  app.onError((thrown, c) => {
    const isAway = thrown instanceof AppError && thrown.code === 'unavailable';
    if (!isAway) log('error', { err: thrown, surface: 'images' }, 'image failed');
    if (isAway) c.header('Retry-After', '5');
    return isAway ? c.text('Try again in a moment.', 503) : c.text('Something went wrong on our side.', 500);
  });
  return app;
}

async function getImage(core: Core, cache: ImageCache, c: Context<HttpEnv>): Promise<Response> {
  const [, slug = '', extension = ''] = /^(.+)\.([a-z]+)$/.exec(c.req.param('file') ?? '') ?? [];
  const format = formats.get(extension);
  const text = format && (await findEncodedText(core, slug));
  if (format === undefined || text === undefined) return c.text('Not found.', 404);
  const query = parseImageQuery(c.req.query());
  if (!query.ok) return c.text(query.message, 400);
  const { options, errorCorrection = defaultErrorCorrection } = query;
  const image = await encode(cache, format, text, options, errorCorrection);
  return image === undefined
    ? c.text(`This code holds too much for error correction ${errorCorrection}: ask for a lower one.`, 400)
    : sendImage(c, format, image);
}

/** Undefined for codes that have no image: unknown, deleted and trashed ones. */
async function findEncodedText(core: Core, slug: string): Promise<string | undefined> {
  if (!isSlug(slug)) return undefined;
  const [code] = await core.store.codes.findByFoldedSlugs([foldSlug(slug)]);
  return code === undefined || code.trashedAt !== null ? undefined : encodedTextOf(core.settings, code);
}

async function encode(
  cache: ImageCache,
  format: Format,
  text: string,
  options: ImageOptions,
  errorCorrection: ErrorCorrection,
): Promise<EncodedImage | undefined> {
  const key = JSON.stringify([format.mediaType, errorCorrection, options, text]);
  const known = cache.find(key);
  if (known !== undefined) return known;
  try {
    const bytes = Buffer.from(await format.render(encodeMatrix(text, errorCorrection), options));
    const image = { bytes, etag: `"${createHash('sha256').update(bytes).digest('base64url')}"` };
    cache.add(key, image);
    return image;
  } catch (error) {
    if (error instanceof QrCapacityError) return undefined;
    throw error;
  }
}

function sendImage(c: Context<HttpEnv>, format: Format, image: EncodedImage): Response {
  c.header('ETag', image.etag);
  c.header('Cache-Control', 'public, max-age=300');
  if (isNotModified(c.req.header('if-none-match'), image.etag)) return c.body(null, 304);
  c.header('Content-Type', format.mediaType);
  // An image opened by itself is a document: it needs nothing but its own drawing.
  c.header('Content-Security-Policy', "default-src 'none'");
  return c.body(image.bytes);
}
