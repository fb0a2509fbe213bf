import { createRoute } from '@hono/zod-openapi';
import type { ExportFormat } from '../../core/scans/export.ts';
import { exportMediaTypes } from '../shared/scan-export.ts';
import { exportQuery, setExportQuery } from '../shared/scan-query.ts';
import { setQuery, statQuery } from '../shared/stat-query.ts';
import { answer, answers, fileAnswer } from './answers.ts';
import { getCodeExport, getExport } from './export-operations.ts';
import { getOverview } from './overview-operations.ts';
import { overviewQuery, overviewSchema } from './overview-schemas.ts';
import { codeParams } from './requests.ts';
import type { ApiRoute } from './route.ts';
import { errorSchema } from './schemas.ts';
import { getCodeStatistics, getSetStatistics } from './stat-operations.ts';
import { statSchema } from './stat-schemas.ts';

const security = [{ bearerAuth: [] }];
const tags = ['Statistics'];

const formatNotes: Readonly<Record<ExportFormat, string>> = {
  csv: 'CSV (RFC 4180) with a header line. A text that a spreadsheet could take for a formula has an apostrophe in front.',
  ndjson: 'One JSON object a line.',
};

const tooBroad = answer(
  '`validation_error`, or `too_broad`: more single scans would have to be read than one answer may',
  errorSchema,
);

/** Statistics and exports: part of the table in `routes.ts`. */
export const statRoutes: readonly ApiRoute[] = [
  {
    operation: getSetStatistics,
    permission: 'codes:read',
    config: createRoute({
      method: 'get',
      path: '/stats',
      operationId: 'getStatistics',
      summary: 'Statistics of the workspace, or of the codes with a tag or in a folder',
      tags,
      security,
      request: { query: setQuery },
      responses: { 200: answer('Exact counts', statSchema), 400: tooBroad, ...answers(404) },
    }),
  },
  {
    operation: getCodeStatistics,
    permission: 'codes:read',
    config: createRoute({
      method: 'get',
      path: '/qr/{id}/stats',
      operationId: 'getQRCodeStatistics',
      summary: 'Statistics of a QR code',
      tags,
      security,
      request: { params: codeParams, query: statQuery },
      responses: { 200: answer('Exact counts', statSchema), 400: tooBroad, ...answers(404) },
    }),
  },
  {
    operation: getOverview,
    permission: 'codes:read',
    config: createRoute({
      method: 'get',
      path: '/overview',
      operationId: 'getOverview',
      summary: 'The workspace at a glance: what changed, what gained, what fell silent',
      tags,
      security,
      request: { query: overviewQuery },
      responses: { 200: answer('Exact counts', overviewSchema), 400: tooBroad, ...answers() },
    }),
  },
  ...exportRoutes('csv', 'Csv'),
  ...exportRoutes('ndjson', 'Ndjson'),
];

function exportRoutes(format: ExportFormat, suffix: string): readonly ApiRoute[] {
  const file = fileAnswer(`The scans, oldest first. ${formatNotes[format]}`, exportMediaTypes[format]);
  return [
    {
      operation: getCodeExport(format),
      permission: 'codes:read',
      config: createRoute({
        method: 'get',
        path: `/qr/{id}/scans.${format}`,
        operationId: `exportScans${suffix}`,
        summary: `All scans of a QR code as ${format.toUpperCase()}`,
        tags: ['Scans'],
        security,
        request: { params: codeParams, query: exportQuery },
        responses: { 200: file, ...answers(400, 404) },
      }),
    },
    {
      operation: getExport(format),
      permission: 'codes:read',
      config: createRoute({
        method: 'get',
        path: `/scans.${format}`,
        operationId: `exportWorkspaceScans${suffix}`,
        summary: `All scans of the workspace, or of some codes, as ${format.toUpperCase()}, one code after the other`,
        tags: ['Scans'],
        security,
        request: { query: setExportQuery },
        responses: { 200: file, ...answers(400, 404) },
      }),
    },
  ];
}
