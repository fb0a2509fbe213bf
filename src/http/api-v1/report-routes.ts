import { createRoute } from '@hono/zod-openapi';
import { answer, answers } from './answers.ts';
import { shownOnceHeaders } from './once-headers.ts';
import { deleteReport, getReports, patchReport, postReport } from './report-operations.ts';
import {
  newReportSchema,
  reportBody,
  reportEditBody,
  reportListSchema,
  reportParams,
  reportSchema,
  revokedReportSchema,
} from './report-schemas.ts';
import { jsonOf } from './requests.ts';
import type { ApiRoute } from './route.ts';

const security = [{ bearerAuth: [] }];
const tags = ['Statistics'];

/** Report links: part of the table in `routes.ts`. */
export const reportRoutes: readonly ApiRoute[] = [
  {
    operation: getReports,
    permission: 'codes:read',
    config: createRoute({
      method: 'get',
      path: '/reports',
      operationId: 'listReportLinks',
      summary: 'List the links to pages of numbers',
      tags,
      security,
      responses: { 200: answer('All links', reportListSchema), ...answers() },
    }),
  },
  {
    operation: postReport,
    permission: 'codes:write',
    config: createRoute({
      method: 'post',
      path: '/reports',
      operationId: 'createReportLink',
      summary: 'Create a link to a page of numbers',
      description:
        'Whoever has it sees counts, and no name, link or destination of any code. A workspace has at most 100 that work.',
      tags,
      security,
      request: { headers: shownOnceHeaders, body: jsonOf(reportBody) },
      responses: { 201: answer('The link', newReportSchema), ...answers(400, 403, 404, 409, 413, 422) },
    }),
  },
  {
    operation: patchReport,
    permission: 'codes:write',
    config: createRoute({
      method: 'patch',
      path: '/reports/{id}',
      operationId: 'updateReportLink',
      summary: 'Change title, days, password or expiry of a link to a page of numbers',
      description: 'What is not sent stays, and so does the address. A link that was revoked is a 400.',
      tags,
      security,
      request: { params: reportParams, body: jsonOf(reportEditBody) },
      responses: { 200: answer('The link', reportSchema), ...answers(400, 403, 404, 413) },
    }),
  },
  {
    operation: deleteReport,
    permission: 'codes:write',
    config: createRoute({
      method: 'delete',
      path: '/reports/{id}',
      operationId: 'revokeReportLink',
      summary: 'Revoke a link to a page of numbers, at once',
      tags,
      security,
      request: { params: reportParams },
      responses: { 200: answer('The link is dead', revokedReportSchema), ...answers(403, 404) },
    }),
  },
];
