import type { Context } from 'hono';
import { createCode } from '../../core/codes/create.ts';
import { countScans, getCodeByIdOrSlug, listCodes } from '../../core/codes/list.ts';
import { updateCode } from '../../core/codes/update.ts';
import { parseBySchema } from '../../core/content/problems.ts';
import { contentOfQrTrackFields } from '../../core/content/registry.ts';
import { streamScans } from '../../core/scans/list.ts';
import type { Log } from '../shared/env.ts';
import { jsonStream } from '../shared/json-stream.ts';
import { inCallersWords, nothingToChange } from './callers-words.ts';
import { contentEditOf } from './content-edit.ts';
import type { ApiPhpDeps, ApiPhpEnv } from './env.ts';
import { designWithLogo, logoEditOf } from './logo-edit.ts';
import { renderCreated, renderHead, renderListed, renderScan, renderUpdated } from './render.ts';
import { codeEditBody, listQuery, logQuery, newCodeBody } from './requests.ts';

type Operation = (deps: ApiPhpDeps, c: Context<ApiPhpEnv>) => Promise<Response>;
type OperationOnCode = (deps: ApiPhpDeps, c: Context<ApiPhpEnv>, uuid: string) => Promise<Response>;

const codesAChunk = 500;

/** All codes, unless a page is asked for. */
export const getCodes: Operation = async (deps, c) => {
  const { limit, page } = parseBySchema(listQuery, c.req.query());
  const isPaged = Boolean(c.req.query('limit') || c.req.query('page'));
  if (!isPaged) return getAllCodes(deps, c);
  const slice = { offset: (page - 1) * limit, limit };
  const found = await listCodes(deps.core, c.var.access, {}, slice, 'qr-track');
  return c.json({ codes: found.codes.map((counted) => renderListed(deps.core, counted)) });
};

const getAllCodes: Operation = async ({ core, log }, c) => {
  const filter = { nowMs: core.clock.now() };
  const codes = await core.store.codes.list(c.var.access.workspace.id, filter, 0, Number.MAX_SAFE_INTEGER);
  const chunks = async function* () {
    for (let from = 0; from < codes.length; from += codesAChunk) {
      const counted = await countScans(core, codes.slice(from, from + codesAChunk), 'qr-track');
      yield counted.map((one) => renderListed(core, one));
    }
  };
  return jsonStream(c, {}, 'codes', chunks(), breakLog(log));
};

/** One code with its log, oldest first. */
export const getLog: OperationOnCode = async ({ core, log }, c, uuid) => {
  const { since: sinceMs, until: untilMs, limit } = parseBySchema(logQuery, c.req.query());
  const code = await getCodeByIdOrSlug(core, c.var.access, uuid);
  const pages = streamScans(core, code, { filter: 'qr-track', sinceMs, untilMs }, limit);
  const chunks = async function* () {
    for await (const rows of pages) yield rows.map(renderScan);
  };
  return jsonStream(c, renderHead(core, code), 'scans', chunks(), breakLog(log));
};

export const postCode: Operation = async ({ core }, c) => {
  const body = parseBySchema(newCodeBody, c.var.body);
  const { type, label, title, slug, logo } = body;
  const content = contentOfQrTrackFields(type, body);
  // Null, unlike nothing at all, says that it is to be plain.
  const design = logo ? designWithLogo(logo) : logo;
  const input = { type, name: label ?? title, slug, design, ...content, once: c.var.claim };
  const code = await inCallersWords(type, body, () => createCode(core, c.var.access, input));
  return c.json(renderCreated(core, code));
};

export const postEdit: OperationOnCode = async ({ core }, c, uuid) => {
  const body = parseBySchema(codeEditBody, c.var.body);
  const current = await getCodeByIdOrSlug(core, c.var.access, uuid);
  const { label, title, is_active: isActive, logo } = body;
  const status = isActive === undefined ? undefined : isActive ? 'active' : 'paused';
  const design = logo === undefined ? undefined : logoEditOf(current, logo);
  const edit = { name: label ?? title, status, design, ...contentEditOf(current, body) } as const;
  if (Object.values(edit).every((value) => value === undefined)) throw nothingToChange(current.type);
  const update = () => updateCode(core, c.var.access, current.id, edit);
  return c.json(renderUpdated(core, await inCallersWords(current.type, body, update)));
};

function breakLog(log: Log): (error: unknown) => void {
  return (error) => log('error', { err: error, surface: 'api-php' }, 'answer broke off');
}
