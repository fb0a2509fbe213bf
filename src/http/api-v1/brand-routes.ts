import { createRoute } from '@hono/zod-openapi';
import { answer, answers } from './answers.ts';
import { getOwnBrand, putBrand } from './brand-operations.ts';
import { brandBody, brandSchema, savedBrandSchema } from './brand-schemas.ts';
import { jsonOf } from './requests.ts';
import type { ApiRoute } from './route.ts';

const security = [{ bearerAuth: [] }];
const tags = ['Workspace'];

/** The brand: part of the table in `routes.ts`. */
export const brandRoutes: readonly ApiRoute[] = [
  {
    operation: getOwnBrand,
    permission: 'codes:read',
    config: createRoute({
      method: 'get',
      path: '/brand',
      operationId: 'getBrand',
      summary: 'What the codes of the workspace have in common',
      tags,
      security,
      responses: { 200: answer('The brand', brandSchema), ...answers() },
    }),
  },
  {
    operation: putBrand,
    permission: 'workspace:edit',
    config: createRoute({
      method: 'put',
      path: '/brand',
      operationId: 'updateBrand',
      summary: 'Change the colours, the logo or the default design of the workspace',
      description:
        'What is left out stays as it is. Codes that exist keep their looks; new ones that are given no `design` at all, imported ones among them, take the default.',
      tags,
      security,
      request: { body: jsonOf(brandBody) },
      responses: { 200: answer('The brand as it is now', savedBrandSchema), ...answers(400, 403, 413) },
    }),
  },
];
