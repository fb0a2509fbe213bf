import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { parseBySchema } from '../../core/content/problems.ts';
import type { Core } from '../../core/core.ts';
import {
  addLogo,
  deleteLogo,
  getLogo,
  getLogoImage,
  listLogos,
  type NewLogo,
} from '../../core/designs/logos.ts';
import type { Logo } from '../../core/designs/stored.ts';
import { invalid } from '../../core/errors.ts';
import { readBytes } from '../shared/body-bytes.ts';
import { renderTime } from '../shared/rfc3339.ts';
import type { ApiV1Env } from './env.ts';
import { renderError } from './errors.ts';
import { type logoSchema, newLogoQuery } from './logo-schemas.ts';
import type { Operation } from './operations.ts';

/** A file of 1 MB, and the form around it. */
const bodyBytesMax = 1_050_000;

export const postLogo: Operation = async (core, c) => {
  const { name } = parseBySchema(newLogoQuery, c.req.query());
  const encoding = c.req.header('content-encoding')?.trim().toLowerCase() ?? 'identity';
  const body = await readBytes(c.req.raw, bodyBytesMax);
  if (body === 'too_large') {
    // The rest of it may still be on its way: the next request must not meet it.
    c.header('Connection', 'close');
    return renderError(c, 'payload_too_large', 'The file is larger than 1 MB: save it smaller.');
  }
  if (body === 'interrupted') throw invalid('file', 'ended early: send it again');
  if (encoding !== 'identity') throw invalid('file', 'is compressed: send it without Content-Encoding');
  const { bytes, name: fileName } = await readUpload(body, c.req.header('content-type') ?? '');
  const logo = await addLogo(core, c.var.access, { name: name || fileName, bytes });
  if (!logo.isNew) return c.json(renderLogo(core, logo));
  c.header('Location', urlOf(core, logo.id));
  return c.json(renderLogo(core, logo), 201);
};

/** The file itself, whatever it is said to be, or the field `file` of a form. */
async function readUpload(body: Uint8Array<ArrayBuffer>, contentType: string): Promise<NewLogo> {
  if (!/^multipart\/form-data\b/i.test(contentType)) return { bytes: body };
  const form = await readForm(body, contentType);
  const file = form?.get('file');
  if (!file || typeof file === 'string') {
    throw invalid('file', 'is missing: send it as the field file of the form, or alone as the body');
  }
  const name = form?.get('name');
  return {
    bytes: new Uint8Array(await file.arrayBuffer()),
    name: (typeof name === 'string' && name) || nameOfFile(file.name),
  };
}

async function readForm(body: Uint8Array<ArrayBuffer>, contentType: string): Promise<FormData | undefined> {
  try {
    return await new Response(body, { headers: { 'content-type': contentType } }).formData();
  } catch {
    return undefined;
  }
}

/** Without its ending, and without whatever a name of ours may not hold. */
function nameOfFile(fileName: string): string | undefined {
  const name = fileName.replace(/\.[a-z0-9]{1,5}$/i, '').replace(/[\p{Cc}\u2028\u2029]/gu, ' ');
  return name.toWellFormed().trim().slice(0, 255).trim() || undefined;
}

export const getLogos: Operation = async (core, c) => {
  const logos = await listLogos(core, c.var.access);
  return c.json({ data: logos.map((logo) => renderLogo(core, logo)) });
};

export const getOneLogo: Operation = async (core, c) => {
  return c.json(renderLogo(core, await getLogo(core, c.var.access, idOf(c))));
};

export const getPictureOfLogo: Operation = async (core, c) => {
  const { png } = await getLogoImage(core, c.var.access, idOf(c));
  c.header('Content-Type', 'image/png');
  c.header('Content-Disposition', 'inline; filename="logo.png"');
  c.header('X-Content-Type-Options', 'nosniff');
  return c.body(png);
};

export const deleteOneLogo: Operation = async (core, c) => {
  const { id } = await getLogo(core, c.var.access, idOf(c));
  await deleteLogo(core, c.var.access, id);
  return c.json({ success: true, id });
};

function idOf(c: Context<ApiV1Env>): string {
  return c.req.param('id') ?? '';
}

function renderLogo(core: Core, { id, name, width, height, createdAt }: Logo): z.infer<typeof logoSchema> {
  return { id, name, width, height, url: `${urlOf(core, id)}/image`, created_at: renderTime(createdAt) };
}

function urlOf({ settings }: Core, id: string): string {
  return `${settings.baseUrl}/api/v1/logos/${id}`;
}
