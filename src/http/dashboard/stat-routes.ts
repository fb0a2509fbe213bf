import { z } from 'zod';
import { parseBySchema } from '../../core/content/problems.ts';
import { exportFormats } from '../../core/scans/export.ts';
import { askStatistics } from '../../core/stats/ask/ask.ts';
import { askWholeStatistics } from '../../core/stats/ask/ask-whole.ts';
import { listSet } from '../../core/stats/ask/set.ts';
import { askOverview } from '../../core/stats/overview/overview.ts';
import { answerScanExport } from '../shared/scan-export.ts';
import { setExportQuery } from '../shared/scan-query.ts';
import { renderStatisticsCsv } from '../shared/stat-csv.ts';
import { renderStatisticsJson } from '../shared/stat-json.ts';
import { parameterName, setQuery } from '../shared/stat-query.ts';
import { parseSetQuestion } from '../shared/stat-question.ts';
import { renderOverview, renderStatistics } from './render-stats.ts';
import type { RoutesOf } from './route.ts';
import { answerLiveScans } from './stat-stream.ts';
import type { StatWire } from './wire-stats.ts';

const overviewQuery = setQuery.pick({ tz: true });
const fileQuery = z.object({ format: z.enum(['csv', 'json']).default('csv') });
const scanFileQuery = setExportQuery.extend({ format: z.enum(exportFormats).default('csv') });

const fileTypes = { csv: 'text/csv; charset=utf-8; header=present', json: 'application/json' } as const;

export const statRoutes: RoutesOf<keyof StatWire> = {
  'GET /w/:workspace/stats': {
    need: 'codes:read',
    async handle(core, { access, c }) {
      const { input, ...set } = parseSetQuestion(c);
      const named = await askStatistics(core, access, { ...set, folderMustBe: true }, input);
      return renderStatistics(core.settings, named);
    },
  },
  'GET /w/:workspace/stats/export': {
    need: 'codes:read',
    async handle(core, { access, query, c }) {
      const { format } = parseBySchema(fileQuery, query);
      const { input, ...set } = parseSetQuestion(c);
      const named = await askWholeStatistics(core, access, { ...set, folderMustBe: true }, input);
      const file = `statistics-${access.workspace.slug}.${format}`;
      c.header('Content-Type', fileTypes[format]);
      c.header('Content-Disposition', `attachment; filename="${file}"`);
      return c.body(
        format === 'csv'
          ? renderStatisticsCsv(named)
          : `${JSON.stringify(renderStatisticsJson(named), null, 2)}\n`,
      );
    },
  },
  'GET /w/:workspace/scans/export': {
    need: 'codes:read',
    async handle(core, { access, query, c, deps }) {
      const sent = { ...query, code: c.req.queries('code') };
      const { tag, folder, code, format, ...rest } = parseBySchema(scanFileQuery, sent, parameterName);
      const codes = await listSet(core, access, { tag, folderId: folder, folderMustBe: true }, code ?? []);
      const wanted = { codes, name: `scans-${access.workspace.slug}`, format, query: rest };
      return answerScanExport(core, c, access, wanted, (error) =>
        deps.log('error', { err: error, surface: 'dashboard' }, 'export broke off'),
      );
    },
  },
  'GET /w/:workspace/scans/stream': {
    need: 'codes:read',
    handle: (core, { access, signedIn, c, deps }) => answerLiveScans(core, c, { access, signedIn }, deps.log),
  },
  'GET /w/:workspace/overview': {
    need: 'codes:read',
    async handle(core, { access, query }) {
      const { tz } = parseBySchema(overviewQuery, query);
      return renderOverview(core, await askOverview(core, access, tz));
    },
  },
};
