import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { getCode } from '../../core/codes/list.ts';
import { parseBySchema } from '../../core/content/problems.ts';
import type { Core } from '../../core/core.ts';
import { checkExport, type ExportFormat, type ExportQuery, exportScans } from '../../core/scans/export.ts';
import { listSet } from '../../core/stats/ask/set.ts';
import { bodyStream } from '../shared/body-stream.ts';
import type { Log } from '../shared/env.ts';
import type { ApiV1Env } from './env.ts';
import type { Operation } from './operations.ts';
import { exportQuery, parameterName, setExportQuery } from './stat-requests.ts';

/** RFC 4180, 3 has `header`. NDJSON has no registered type; this is the one that its readers expect. */
export const exportMediaTypes: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8; header=present',
  ndjson: 'application/x-ndjson',
};

/** The log of one code as a file. */
export function getCodeExport(format: ExportFormat): Operation {
  return async (core, c, log) => {
    const query = parseBySchema(exportQuery, c.req.query());
    const code = await getCode(core, c.var.access, c.req.param('id') ?? '');
    return answer(core, c, log, { codes: [code.num], name: `scans-${code.slug}`, format, query });
  };
}

/** The logs of all codes of the workspace, or of those asked for, as a file. */
export function getExport(format: ExportFormat): Operation {
  return async (core, c, log) => {
    const { access } = c.var;
    const sent = { ...c.req.query(), code: c.req.queries('code') };
    const { tag, folder: folderId, code, ...query } = parseBySchema(setExportQuery, sent, parameterName);
    const codes = await listSet(core, access, { tag, folderId }, code ?? []);
    return answer(core, c, log, { codes, name: `scans-${access.workspace.slug}`, format, query });
  };
}

interface Wanted {
  readonly codes: readonly number[];
  /** Of the file, without its ending: letters, digits, - and _. */
  readonly name: string;
  readonly format: ExportFormat;
  readonly query: z.infer<typeof exportQuery>;
}

async function answer(
  core: Core,
  c: Context<ApiV1Env>,
  log: Log,
  { codes, name, format, query }: Wanted,
): Promise<Response> {
  const { since: sinceMs, until: untilMs, include } = query;
  const asked: ExportQuery = { format, filter: include ?? 'scans', sinceMs, untilMs };
  checkExport(asked);
  const parts = exportScans(core, c.var.access, codes, asked);
  const texts = async function* () {
    for await (const { text } of parts) yield text;
  };
  const headers = {
    'Content-Type': exportMediaTypes[format],
    'Content-Disposition': `attachment; filename="${name}.${format}"`,
    'Cache-Control': 'no-store',
  };
  return bodyStream(c, headers, texts(), (error) =>
    log('error', { err: error, surface: 'api-v1' }, 'export broke off'),
  );
}
