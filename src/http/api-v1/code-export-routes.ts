import { createRoute } from '@hono/zod-openapi';
import { exportCodes } from '../../core/codes/export.ts';
import type { ExportFormat } from '../../core/scans/export.ts';
import { bodyStream } from '../shared/body-stream.ts';
import { exportMediaTypes } from '../shared/scan-export.ts';
import { answers, fileAnswer } from './answers.ts';
import type { Operation } from './operations.ts';
import type { ApiRoute } from './route.ts';

function getCodeFile(format: ExportFormat): Operation {
  return (core, c, log) => {
    const headers = {
      'Content-Type': exportMediaTypes[format],
      'Content-Disposition': `attachment; filename="codes-${c.var.access.workspace.slug}.${format}"`,
      'Cache-Control': 'no-store',
    };
    return bodyStream(c, headers, exportCodes(core, c.var.access, format), (error) =>
      log('error', { err: error, surface: 'api-v1' }, 'export broke off'),
    );
  };
}

/** Exports of codes: part of the table in `routes.ts`. */
export const codeExportRoutes: readonly ApiRoute[] = [
  routeOf(
    'csv',
    'Csv',
    'CSV (RFC 4180) with a header line; a text that a spreadsheet could take for a formula has an apostrophe in front.',
  ),
  routeOf('ndjson', 'Ndjson', 'One JSON object a line.'),
];

function routeOf(format: ExportFormat, suffix: string, note: string): ApiRoute {
  return {
    operation: getCodeFile(format),
    permission: 'codes:read',
    config: createRoute({
      method: 'get',
      path: `/qr.${format}`,
      operationId: `exportQRCodes${suffix}`,
      summary: `All QR codes with their destinations as ${format.toUpperCase()}, the oldest first`,
      tags: ['QR codes'],
      security: [{ bearerAuth: [] }],
      responses: {
        200: fileAnswer(`Every code, those in the trash included. ${note}`, exportMediaTypes[format]),
        ...answers(),
      },
    }),
  };
}
