import { createRoute } from '@hono/zod-openapi';
import { answer, answers, fileAnswer } from './answers.ts';
import { deleteOneLogo, getLogos, getOneLogo, getPictureOfLogo, postLogo } from './logo-operations.ts';
import { deletedLogoSchema, logoListSchema, logoParams, logoSchema, newLogoQuery } from './logo-schemas.ts';
import type { ApiRoute } from './route.ts';

const security = [{ bearerAuth: [] }];
const tags = ['Logos'];

const bytes = { schema: { type: 'string', format: 'binary' } } as const;
const form = {
  schema: {
    type: 'object' as const,
    properties: { file: bytes.schema, name: { type: 'string' as const, maxLength: 255 } },
    required: ['file'],
  },
};

const uploadNotes =
  'A PNG, JPEG, WebP or SVG of at most 1 MB, 4 megapixels and 3,000 px a side, told by its bytes whatever `Content-Type` says. It is kept as a PNG of at most 1024 px a side without metadata; an SVG is drawn, and must be without text, scripts and links to the outside. The same picture again is the logo that is there.';

/** Logos: part of the table in `routes.ts`. */
export const logoRoutes: readonly ApiRoute[] = [
  {
    operation: getLogos,
    permission: 'codes:read',
    config: createRoute({
      method: 'get',
      path: '/logos',
      operationId: 'listLogos',
      summary: 'List the logos of the workspace, newest first',
      tags,
      security,
      responses: { 200: answer('All logos', logoListSchema), ...answers() },
    }),
  },
  {
    operation: postLogo,
    permission: 'codes:write',
    config: createRoute({
      method: 'post',
      path: '/logos',
      operationId: 'createLogo',
      summary: 'Upload a logo',
      description: uploadNotes,
      tags,
      security,
      request: {
        query: newLogoQuery,
        body: {
          required: true,
          content: {
            'image/png': bytes,
            'image/jpeg': bytes,
            'image/webp': bytes,
            'image/svg+xml': bytes,
            'multipart/form-data': form,
          },
        },
      },
      responses: {
        200: answer('The logo that is there already, under its first name', logoSchema),
        201: answer('The logo', logoSchema, ['Location']),
        ...answers(400, 403, 413),
      },
    }),
  },
  {
    operation: getOneLogo,
    permission: 'codes:read',
    config: createRoute({
      method: 'get',
      path: '/logos/{id}',
      operationId: 'getLogo',
      summary: 'Get a logo',
      tags,
      security,
      request: { params: logoParams },
      responses: { 200: answer('The logo', logoSchema), ...answers(404) },
    }),
  },
  {
    operation: getPictureOfLogo,
    permission: 'codes:read',
    config: createRoute({
      method: 'get',
      path: '/logos/{id}/image',
      operationId: 'getLogoImage',
      summary: 'The picture of a logo as it is kept',
      tags,
      security,
      request: { params: logoParams },
      responses: { 200: fileAnswer('A PNG', 'image/png'), ...answers(404) },
    }),
  },
  {
    operation: deleteOneLogo,
    permission: 'codes:write',
    config: createRoute({
      method: 'delete',
      path: '/logos/{id}',
      operationId: 'deleteLogo',
      summary: 'Delete a logo that no code uses',
      tags,
      security,
      request: { params: logoParams },
      responses: {
        200: answer('The logo is gone', deletedLogoSchema),
        ...answers(403, 404, 409),
      },
    }),
  },
];
