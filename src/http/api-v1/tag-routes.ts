import { createRoute } from '@hono/zod-openapi';
import { answer, answers } from './answers.ts';
import { jsonOf } from './requests.ts';
import type { ApiRoute } from './route.ts';
import { deleteOneTag, getTags, patchTag } from './tag-operations.ts';
import { deletedTagSchema, renamedTagSchema, tagBody, tagListSchema, tagParams } from './tag-schemas.ts';

const security = [{ bearerAuth: [] }];
const tags = ['Folders and tags'];

/** Tags: part of the table in `routes.ts`. */
export const tagRoutes: readonly ApiRoute[] = [
  {
    operation: getTags,
    permission: 'codes:read',
    config: createRoute({
      method: 'get',
      path: '/tags',
      operationId: 'listTags',
      summary: 'List the tags of the workspace',
      tags,
      security,
      responses: { 200: answer('All tags', tagListSchema), ...answers() },
    }),
  },
  {
    operation: patchTag,
    permission: 'codes:write',
    config: createRoute({
      method: 'patch',
      path: '/tags/{tag}',
      operationId: 'renameTag',
      summary: 'Rename a tag on every QR code',
      description: 'To the name of a tag that exists: both become one.',
      tags,
      security,
      request: { params: tagParams, body: jsonOf(tagBody) },
      responses: { 200: answer('The tag', renamedTagSchema), ...answers(400, 403, 404, 413) },
    }),
  },
  {
    operation: deleteOneTag,
    permission: 'codes:write',
    config: createRoute({
      method: 'delete',
      path: '/tags/{tag}',
      operationId: 'deleteTag',
      summary: 'Take a tag from every QR code',
      tags,
      security,
      request: { params: tagParams },
      responses: { 200: answer('The tag is gone', deletedTagSchema), ...answers(403, 404) },
    }),
  },
];
