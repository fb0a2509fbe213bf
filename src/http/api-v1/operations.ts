import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Code } from '../../core/codes/code.ts';
import { createWeighedCode } from '../../core/codes/create.ts';
import { deleteCode } from '../../core/codes/delete.ts';
import type { CodeFilter } from '../../core/codes/filter.ts';
import { countScans, getCode, listCodes } from '../../core/codes/list.ts';
import { type CodeEdit, updateWeighedCode } from '../../core/codes/update.ts';
import { parseBySchema } from '../../core/content/problems.ts';
import type { Core } from '../../core/core.ts';
import { listScans } from '../../core/scans/list.ts';
import { getUsage } from '../../core/workspaces/usage.ts';
import type { Log } from '../shared/env.ts';
import { parseCursor, renderCursor } from './cursor.ts';
import type { ApiV1Env } from './env.ts';
import { renderCode, renderPagination, renderScan, renderWarnings, renderWorkspace } from './render.ts';
import { codeEditBody, codeListQuery, newCodeBody, scanListQuery, withoutReadSlug } from './requests.ts';

export type Operation = (core: Core, c: Context<ApiV1Env>, log: Log) => Promise<Response>;

export const getCodes: Operation = async (core, c) => {
  const query = parseBySchema(codeListQuery, c.req.query());
  const { page, limit } = query;
  const found = await listCodes(
    core,
    c.var.access,
    filterOf(query),
    { offset: (page - 1) * limit, limit },
    'scans',
  );
  const data = found.codes.map((counted) => renderCode(core, counted));
  return c.json({ data, pagination: renderPagination(page, limit, found.total) });
};

type FilterFields = Omit<z.infer<typeof codeListQuery>, 'page' | 'limit'>;

export function filterOf(fields: FilterFields): Omit<CodeFilter, 'nowMs'> {
  const { status, type, tag, folder, search, trash } = fields;
  return {
    ...(status && { status }),
    ...(type && { type }),
    ...(tag && { tag }),
    ...(folder && { folderId: folder === 'none' ? null : folder }),
    ...(search && { search }),
    ...(trash === 'true' && { trash: true }),
  };
}

export const postCode: Operation = async (core, c) => {
  const body = parseBySchema(newCodeBody, withoutReadSlug(c.var.body));
  const { name, type, destination, content, slug, tags, design } = body;
  const { folder_id: folderId, expires_at: expiresAt } = body;
  // Null stands for absent here, so that an object that was read can be sent to make another.
  const fields = { destination: destination ?? undefined, content: content ?? undefined };
  const proof = { requireProof: body.require_proof };
  const filed = { tags, folderId };
  const input = { name, type, ...fields, slug, ...filed, expiresAt, design, ...proof, once: c.var.claim };
  return whileAwaited(c, async (signal) => {
    const { code, warnings } = await createWeighedCode(core, c.var.access, input, signal);
    c.header('Location', `${core.settings.baseUrl}/api/v1/qr/${code.id}`);
    return c.json({ ...renderCode(core, { code, scanCount: 0 }), ...renderWarnings(warnings) }, 201);
  });
};

export const getOneCode: Operation = async (core, c) => {
  const code = await getCode(core, c.var.access, idOf(c));
  return c.json(await renderCounted(core, code));
};

export const patchCode: Operation = async (core, c) => {
  const { id } = await getCode(core, c.var.access, idOf(c));
  const body = parseBySchema(codeEditBody, c.var.body);
  const { name, destination, content, status, tags, design } = body;
  const { folder_id: folderId, expires_at: expiresAt } = body;
  const requireProof = body.require_proof;
  const edit = { name, destination, content, status, tags, folderId, expiresAt, design, requireProof };
  return editCode(core, c, id, edit);
};

/** Answers with the code as it is then, and what to mind of it. */
export function editCode(core: Core, c: Context<ApiV1Env>, id: string, edit: CodeEdit): Promise<Response> {
  return whileAwaited(c, async (signal) => {
    const { code, warnings } = await updateWeighedCode(core, c.var.access, id, edit, signal);
    return c.json({ ...(await renderCounted(core, code)), ...renderWarnings(warnings) });
  });
}

/** For work of seconds: a client that goes away ends it, and nobody is there to read what came of it. */
export async function whileAwaited(
  c: Context<ApiV1Env>,
  work: (signal: AbortSignal) => Promise<Response>,
): Promise<Response> {
  const { signal } = c.req.raw;
  try {
    return await work(signal);
  } catch (error) {
    if (signal.aborted) return c.body(null);
    throw error;
  }
}

export const deleteOneCode: Operation = async (core, c) => {
  const { id } = await getCode(core, c.var.access, idOf(c));
  await deleteCode(core, c.var.access, id);
  return c.json({ success: true, id });
};

export const getScans: Operation = async (core, c) => {
  const query = parseBySchema(scanListQuery, c.req.query());
  const { page, limit, since: sinceMs, until: untilMs } = query;
  const all = query.include === 'all';
  const cursor = query.cursor ? parseCursor(query.cursor) : undefined;
  const code = await getCode(core, c.var.access, idOf(c));
  const range = { sinceMs, untilMs, offset: (page - 1) * limit, limit, cursor };
  const found = await listScans(core, code, { filter: all ? 'all' : 'scans', ...range });
  const data = found.scans.map((row) => renderScan(row, all));
  const next_cursor = found.next ? renderCursor(found.next) : null;
  return c.json({ data, pagination: { ...renderPagination(page, limit, found.total), next_cursor } });
};

export const getWorkspace: Operation = async (core, c) => {
  const { workspace } = c.var.access;
  return c.json(renderWorkspace(workspace, await getUsage(core, workspace)));
};

function idOf(c: Context<ApiV1Env>): string {
  return c.req.param('id') ?? '';
}

export async function renderCounted(core: Core, code: Code) {
  const [counted = { code, scanCount: 0 }] = await countScans(core, [code], 'scans');
  return renderCode(core, counted);
}
