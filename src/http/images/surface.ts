import { type Context, Hono } from 'hono';
import type { Code } from '../../core/codes/code.ts';
import { foldSlug, isSlug } from '../../core/codes/slug.ts';
import type { Core } from '../../core/core.ts';
import { requirePublicSize } from '../../core/designs/output.ts';
import { mediaTypes, type PictureFormat, pictureFormats } from '../../core/designs/picture.ts';
import { pictureSourceOf } from '../../core/designs/source.ts';
import { AppError } from '../../core/errors.ts';
import type { HttpEnv, Log } from '../shared/env.ts';
import { etagOf, isNotModified } from '../shared/etag.ts';
import {
  changeDesign,
  outputNames,
  type PictureQuery,
  type PictureWish,
  parsePictureQuery,
} from '../shared/picture-query.ts';
import { unavailableSeconds } from '../shared/retry-after.ts';
import type { KeptPicture, PictureCache } from './cache.ts';
import { pictureKeyOf } from './picture-key.ts';

export interface ImagesDeps {
  readonly core: Core;
  readonly pictures: PictureCache;
  readonly log: Log;
}

/** Images of codes, to be mounted at `/img`. Public, as the codes themselves are. */
export function createImages({ core, pictures, log }: ImagesDeps): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  app.get('/:file', (c) => getPicture(core, pictures, c));
  app.get('/:slug/logo.png', (c) => getLogo(core, pictures, c));
  for (const path of ['/:file', '/:slug/logo.png']) {
    app.all(path, (c) => {
      c.header('Allow', 'GET, HEAD');
      return c.text('Method not allowed: use GET or HEAD.', 405);
    });
  }
  app.all('*', (c) => c.text('Not found.', 404));
  app.onError((thrown, c) => {
    const code = thrown instanceof AppError ? thrown.code : 'internal_error';
    if (code === 'validation_error') return c.text(sentenceOf(thrown), 400);
    // A queue that is full has no cause; a thread that died has one.
    if (code !== 'unavailable' || thrown.cause !== undefined)
      log('error', { err: thrown, surface: 'images' }, 'image failed');
    if (code !== 'unavailable') return c.text('Something went wrong on our side.', 500);
    c.header('Retry-After', unavailableSeconds);
    return c.text('Try again in a moment.', 503);
  });
  return app;
}

/** Nobody who looks at a picture knows of a text: what it holds is the code's. */
function sentenceOf(error: Error): string {
  const isTooLong = error instanceof AppError && error.details.some(({ path }) => path === 'text');
  return isTooLong
    ? 'This code holds too much for its error correction: ask for a lower one, ecc.'
    : error.message;
}

async function getPicture(core: Core, pictures: PictureCache, c: Context<HttpEnv>): Promise<Response> {
  const [, slug = '', extension = ''] = /^(.+)\.([a-z]+)$/.exec(c.req.param('file') ?? '') ?? [];
  const format = formatOf(extension);
  if (format === undefined || !isSlug(slug)) return c.text('Not found.', 404);
  const folded = foldSlug(slug);
  const wish = await parseWish(core, folded, format, c.req.query());
  if (wish === undefined) return c.text('Not found.', 404);
  const key = pictureKeyOf(folded, wish);
  const picture = await pictures.get({ slug: folded, key, target: targetOf(c) }, async () => {
    const code = await findCode(core, folded);
    return code && draw(core, code, wish);
  });
  return send(c, picture);
}

function formatOf(extension: string): PictureFormat | undefined {
  if (extension === 'jpeg') return 'jpg';
  return pictureFormats.find((format) => format === extension);
}

/** Undefined where there is no such code: that goes before all that may be wrong with the query. */
async function parseWish(
  core: Core,
  foldedSlug: string,
  format: PictureFormat,
  query: PictureQuery,
): Promise<PictureWish | undefined> {
  try {
    const wish = parsePictureQuery(format, query);
    requirePublicSize(wish.output, (field) => outputNames[field] ?? field);
    return wish;
  } catch (error) {
    if ((await findCode(core, foldedSlug)) === undefined) return undefined;
    throw error;
  }
}

async function getLogo(core: Core, pictures: PictureCache, c: Context<HttpEnv>): Promise<Response> {
  const slug = c.req.param('slug') ?? '';
  if (!isSlug(slug)) return c.text('Not found.', 404);
  const folded = foldSlug(slug);
  const key = JSON.stringify([folded, 'logo']);
  const picture = await pictures.get({ slug: folded, key, target: targetOf(c) }, async () => {
    const code = await findCode(core, folded);
    const id = code?.design?.logo?.image;
    const logo = code && id !== undefined && (await core.store.logos.findImage(code.workspaceId, id));
    return logo ? keep(logo.png, 'png', '/img/:slug/logo.png') : undefined;
  });
  return send(c, picture);
}

/** As node's request has it, by which the cache is asked before this surface is. */
function targetOf(c: Context<HttpEnv>): string {
  return c.env?.incoming?.url ?? '';
}

/** Undefined for codes that have no image: unknown, deleted and trashed ones. */
async function findCode(core: Core, foldedSlug: string): Promise<Code | undefined> {
  const code = await core.store.codes.findWithDesign(foldedSlug);
  return code === undefined || code.trashedAt !== null ? undefined : code;
}

async function draw(core: Core, code: Code, wish: PictureWish): Promise<KeptPicture> {
  const source = await pictureSourceOf(core, { ...code, design: changeDesign(code.design, wish.change) });
  const { bytes } = await core.images.render(source, wish.output);
  const name = wish.download ? `${code.slug}.${wish.output.format}` : undefined;
  return keep(bytes, wish.output.format, '/img/:file', name);
}

function keep(
  bytes: Uint8Array<ArrayBuffer>,
  format: PictureFormat,
  route: string,
  downloadAs?: string,
): KeptPicture {
  const etag = etagOf(bytes);
  const common = ['ETag', etag, 'Cache-Control', 'public, max-age=300', 'X-Content-Type-Options', 'nosniff'];
  const head = [...common, 'Content-Type', mediaTypes[format], 'Content-Length', String(bytes.length)];
  const policy = policies[format];
  if (policy !== undefined) head.push('Content-Security-Policy', policy);
  // Slugs have no character that would have to be quoted.
  if (downloadAs !== undefined) head.push('Content-Disposition', `attachment; filename="${downloadAs}"`);
  return { bytes, etag, head, notModifiedHead: common, route };
}

/**
 * An image opened by itself is a document: it needs nothing but its own drawing, an SVG the logo that is in it as well.
 * Viewers of PDF are documents of the browser's own, which a policy would break.
 */
const ownDrawing = "default-src 'none'";
const policies: Readonly<Partial<Record<PictureFormat, string>>> = {
  svg: `${ownDrawing}; img-src data:`,
  png: ownDrawing,
  jpg: ownDrawing,
  webp: ownDrawing,
};

function send(c: Context<HttpEnv>, picture: KeptPicture | undefined): Response {
  if (picture === undefined) return c.text('Not found.', 404);
  const isKnown = isNotModified(c.req.header('if-none-match'), picture.etag);
  const head = isKnown ? picture.notModifiedHead : picture.head;
  for (let at = 0; at < head.length; at += 2) c.header(head[at] ?? '', head[at + 1]);
  return isKnown ? c.body(null, 304) : c.body(picture.bytes);
}
