import type { Context } from 'hono';
import { getCode } from '../../core/codes/list.ts';
import { parseBySchema } from '../../core/content/problems.ts';
import { drawingOfText, parseOutput } from '../../core/designs/output.ts';
import type { RenderedPicture } from '../../core/designs/picture.ts';
import { pictureSourceOf, sourceOfDrawing } from '../../core/designs/source.ts';
import { etagOf, isNotModified } from '../shared/etag.ts';
import { changeDesign, outputNames, parsePictureQuery } from '../shared/picture-query.ts';
import { imageQuery, renderBody } from './design-requests.ts';
import type { ApiV1Env } from './env.ts';
import type { Operation } from './operations.ts';

/** The picture of a code with its own design, or with one that the query changes. */
export const getImage: Operation = async (core, c) => {
  const code = await getCode(core, c.var.access, c.req.param('id') ?? '');
  const query = c.req.query();
  const { format = 'png' } = parseBySchema(imageQuery, query);
  const { output, change, download } = parsePictureQuery(format, query);
  const design = changeDesign(code.design, change);
  const source = await pictureSourceOf(core, { ...code, design });
  return send(c, await core.images.render(source, output), `${code.slug}.${format}`, download);
};

/** Draws any text; nothing is stored. */
export const postRender: Operation = async (core, c) => {
  const body = parseBySchema(renderBody, c.var.body);
  const { text, design, size: px, bleed: bleedMm, ...same } = body;
  const output = parseOutput({ ...same, px, bleedMm }, (field) => outputNames[field] ?? field);
  const drawing = drawingOfText(text, design);
  const source = await sourceOfDrawing(core, c.var.access.workspace.id, drawing);
  return send(c, await core.images.render(source, output), `qr.${output.format}`, false);
};

/** @param name of the file; letters, digits, - and _ with an ending */
function send(
  c: Context<ApiV1Env>,
  { bytes, mediaType }: RenderedPicture,
  name: string,
  download: boolean,
): Response {
  const etag = etagOf(bytes);
  c.header('ETag', etag);
  // Asked for again each time, since the design can change at any moment.
  c.header('Cache-Control', 'private, no-cache');
  if (c.req.method !== 'POST' && isNotModified(c.req.header('if-none-match'), etag)) return c.body(null, 304);
  c.header('Content-Type', mediaType);
  c.header('Content-Disposition', `${download ? 'attachment' : 'inline'}; filename="${name}"`);
  return c.body(bytes);
}
