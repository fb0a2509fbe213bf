import { createRoute } from '@hono/zod-openapi';
import { answer, answers } from './answers.ts';
import { brandRoutes } from './brand-routes.ts';
import { codeExportRoutes } from './code-export-routes.ts';
import { designRoutes } from './design-routes.ts';
import { folderRoutes } from './folder-routes.ts';
import { logoRoutes } from './logo-routes.ts';
import { onceHeaders } from './once-headers.ts';
import {
  deleteOneCode,
  getCodes,
  getOneCode,
  getScans,
  getWorkspace,
  patchCode,
  postCode,
} from './operations.ts';
import { reportRoutes } from './report-routes.ts';
import { codeEditBody, codeListQuery, codeParams, jsonOf, newCodeBody, scanListQuery } from './requests.ts';
import type { ApiRoute } from './route.ts';
import {
  codeListSchema,
  codeSchema,
  deletedSchema,
  savedCodeSchema,
  scanListSchema,
  workspaceSchema,
} from './schemas.ts';
import { statRoutes } from './stat-routes.ts';
import { getStream, streamRoute } from './stream.ts';
import { tagRoutes } from './tag-routes.ts';
import { trashRoutes } from './trash-routes.ts';

const security = [{ bearerAuth: [] }];
const codeTag = ['QR codes'];

/** Every operation there is: the router and the document are both made from this table. */
export const routes: readonly ApiRoute[] = [
  {
    operation: getCodes,
    permission: 'codes:read',
    config: createRoute({
      method: 'get',
      path: '/qr',
      operationId: 'listQRCodes',
      summary: 'List QR codes, newest first',
      tags: codeTag,
      security,
      request: { query: codeListQuery },
      responses: { 200: answer('A page of codes', codeListSchema), ...answers(400) },
    }),
  },
  {
    operation: postCode,
    permission: 'codes:write',
    config: createRoute({
      method: 'post',
      path: '/qr',
      operationId: 'createQRCode',
      summary: 'Create a QR code',
      tags: codeTag,
      security,
      request: { headers: onceHeaders, body: jsonOf(newCodeBody) },
      responses: {
        201: answer('The new code', savedCodeSchema, ['Location', 'Idempotent-Replayed']),
        ...answers(400, 403, 409, 413, 422),
      },
    }),
  },
  {
    operation: getOneCode,
    permission: 'codes:read',
    config: createRoute({
      method: 'get',
      path: '/qr/{id}',
      operationId: 'getQRCode',
      summary: 'Get a QR code',
      tags: codeTag,
      security,
      request: { params: codeParams },
      responses: { 200: answer('The code', codeSchema), ...answers(404) },
    }),
  },
  {
    operation: patchCode,
    permission: 'codes:write',
    config: createRoute({
      method: 'patch',
      path: '/qr/{id}',
      operationId: 'updateQRCode',
      summary: 'Change a QR code',
      tags: codeTag,
      security,
      request: { params: codeParams, body: jsonOf(codeEditBody) },
      responses: {
        200: answer('The code as it is now', savedCodeSchema),
        ...answers(400, 403, 404, 413, 422),
      },
    }),
  },
  {
    operation: deleteOneCode,
    permission: 'codes:write',
    config: createRoute({
      method: 'delete',
      path: '/qr/{id}',
      operationId: 'deleteQRCode',
      summary: 'Delete a QR code and all its scans, for ever',
      tags: codeTag,
      security,
      request: { params: codeParams },
      responses: { 200: answer('The code is gone', deletedSchema), ...answers(403, 404) },
    }),
  },
  {
    operation: getScans,
    permission: 'codes:read',
    config: createRoute({
      method: 'get',
      path: '/qr/{id}/scans',
      operationId: 'listScans',
      summary: 'The log of scans of a QR code, newest first',
      tags: ['Scans'],
      security,
      request: { params: codeParams, query: scanListQuery },
      responses: { 200: answer('A page of scans', scanListSchema), ...answers(400, 404) },
    }),
  },
  ...trashRoutes,
  ...codeExportRoutes,
  ...folderRoutes,
  ...tagRoutes,
  ...logoRoutes,
  ...brandRoutes,
  ...designRoutes,
  ...statRoutes,
  ...reportRoutes,
  { operation: getStream, permission: 'codes:read', config: streamRoute },
  {
    operation: getWorkspace,
    permission: 'codes:read',
    config: createRoute({
      method: 'get',
      path: '/workspace',
      operationId: 'getWorkspace',
      summary: 'The workspace of the key, with its plan, limits and usage',
      tags: ['Workspace'],
      security,
      responses: { 200: answer('The workspace', workspaceSchema), ...answers() },
    }),
  },
];
