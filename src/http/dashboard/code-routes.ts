import { editMany } from '../../core/codes/bulk.ts';
import { createWeighedCode } from '../../core/codes/create.ts';
import { deleteTrashedCode } from '../../core/codes/delete.ts';
import { duplicateCode } from '../../core/codes/duplicate.ts';
import { exportCodes } from '../../core/codes/export.ts';
import { listHistory } from '../../core/codes/history.ts';
import { getCode } from '../../core/codes/list.ts';
import { pageCodes } from '../../core/codes/page.ts';
import { undo } from '../../core/codes/undo.ts';
import { updateWeighedCode } from '../../core/codes/update.ts';
import { parseBySchema } from '../../core/content/problems.ts';
import { bodyStream } from '../shared/body-stream.ts';
import {
  codeEditBody,
  exportQuery,
  historyQuery,
  newCodeBody,
  parseBulk,
  parseListQuery,
  renderCursor,
  undoBody,
} from './code-requests.ts';
import { renderCode, renderCounted } from './render-code.ts';
import type { RoutesOf } from './route.ts';

const exportTypes = {
  csv: 'text/csv; charset=utf-8; header=present',
  ndjson: 'application/x-ndjson',
  json: 'application/json',
} as const;

/** What acts on many codes names each: 10,000 changes are 16 digits and a comma each at most. */
const manyBytesMax = 1_000_000;

export const codeRoutes: RoutesOf<
  | 'GET /w/:workspace/codes'
  | 'POST /w/:workspace/codes'
  | 'POST /w/:workspace/codes/bulk'
  | 'GET /w/:workspace/codes/export'
  | 'GET /w/:workspace/codes/:code'
  | 'PATCH /w/:workspace/codes/:code'
  | 'DELETE /w/:workspace/codes/:code'
  | 'POST /w/:workspace/codes/:code/duplicate'
  | 'GET /w/:workspace/codes/:code/history'
  | 'POST /w/:workspace/undo'
> = {
  'GET /w/:workspace/codes': {
    need: 'codes:read',
    async handle(core, { access, query }) {
      const asked = parseListQuery(query);
      const { codes, total, next } = await pageCodes(core, access, asked);
      const cursor = next === undefined ? null : renderCursor(asked.sort, next);
      return { codes: codes.map((one) => renderCode(core, one)), total, next: cursor };
    },
  },
  'POST /w/:workspace/codes': {
    need: 'codes:write',
    once: true,
    async handle(core, { access, body, c }) {
      const input = { ...parseBySchema(newCodeBody, body), once: c.var.claim };
      const { code, warnings } = await createWeighedCode(core, access, input);
      return { ...renderCode(core, { code, scanCount: 0 }), warnings };
    },
  },
  'POST /w/:workspace/codes/bulk': {
    need: 'codes:write',
    bodyBytesMax: manyBytesMax,
    handle(core, { access, body }) {
      const { target, action } = parseBulk(body);
      return editMany(core, access, target, action);
    },
  },
  'GET /w/:workspace/codes/export': {
    need: 'codes:read',
    handle(core, { access, query, c, deps }) {
      const { format } = parseBySchema(exportQuery, query);
      const headers = {
        'Content-Type': exportTypes[format],
        'Content-Disposition': `attachment; filename="codes-${access.workspace.slug}.${format}"`,
      };
      return bodyStream(c, headers, exportCodes(core, access, format), (error) =>
        deps.log('error', { err: error, surface: 'dashboard' }, 'export broke off'),
      );
    },
  },
  'GET /w/:workspace/codes/:code': {
    need: 'codes:read',
    async handle(core, { access, params }) {
      return renderCounted(core, await getCode(core, access, params.code));
    },
  },
  'PATCH /w/:workspace/codes/:code': {
    need: 'codes:write',
    async handle(core, { access, params, body }) {
      const { id } = await getCode(core, access, params.code);
      const edit = parseBySchema(codeEditBody, body);
      const { code, seq } = await updateWeighedCode(core, access, id, edit);
      return { ...(await renderCounted(core, code)), seq };
    },
  },
  'DELETE /w/:workspace/codes/:code': {
    need: 'codes:write',
    async handle(core, { access, params }) {
      const { id } = await getCode(core, access, params.code);
      await deleteTrashedCode(core, access, id);
      return {};
    },
  },
  'POST /w/:workspace/codes/:code/duplicate': {
    need: 'codes:write',
    once: true,
    async handle(core, { access, params, c }) {
      const code = await duplicateCode(core, access, params.code, c.var.claim);
      return renderCode(core, { code, scanCount: 0 });
    },
  },
  'GET /w/:workspace/codes/:code/history': {
    need: 'codes:read',
    async handle(core, { access, params, query }) {
      const { cursor } = parseBySchema(historyQuery, query);
      const { changes, next } = await listHistory(core, access, params.code, cursor);
      return { changes, next: next === undefined ? null : String(next) };
    },
  },
  'POST /w/:workspace/undo': {
    need: 'codes:write',
    bodyBytesMax: manyBytesMax,
    handle(core, { access, body }) {
      return undo(core, access, parseBySchema(undoBody, body).seqs);
    },
  },
};
