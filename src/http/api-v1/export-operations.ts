import { getCode } from '../../core/codes/list.ts';
import { parseBySchema } from '../../core/content/problems.ts';
import type { ExportFormat } from '../../core/scans/export.ts';
import { listSet } from '../../core/stats/ask/set.ts';
import type { Log } from '../shared/env.ts';
import { answerScanExport } from '../shared/scan-export.ts';
import { exportQuery, setExportQuery } from '../shared/scan-query.ts';
import { parameterName } from '../shared/stat-query.ts';
import type { Operation } from './operations.ts';

/** The log of one code as a file. */
export function getCodeExport(format: ExportFormat): Operation {
  return async (core, c, log) => {
    const query = parseBySchema(exportQuery, c.req.query());
    const { access } = c.var;
    const code = await getCode(core, access, c.req.param('id') ?? '');
    const wanted = { codes: [code.num], name: `scans-${code.slug}`, format, query };
    return answerScanExport(core, c, access, wanted, noteBreak(log));
  };
}

/** The logs of all codes of the workspace, or of those asked for, as a file. */
export function getExport(format: ExportFormat): Operation {
  return async (core, c, log) => {
    const { access } = c.var;
    const sent = { ...c.req.query(), code: c.req.queries('code') };
    const { tag, folder: folderId, code, ...query } = parseBySchema(setExportQuery, sent, parameterName);
    const codes = await listSet(core, access, { tag, folderId }, code ?? []);
    const wanted = { codes, name: `scans-${access.workspace.slug}`, format, query };
    return answerScanExport(core, c, access, wanted, noteBreak(log));
  };
}

function noteBreak(log: Log): (error: unknown) => void {
  return (error) => log('error', { err: error, surface: 'api-v1' }, 'export broke off');
}
