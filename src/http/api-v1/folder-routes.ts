import { createRoute } from '@hono/zod-openapi';
import { answer, answers } from './answers.ts';
import { deleteOneFolder, getFolders, patchFolder, postFolder } from './folder-operations.ts';
import {
  deletedFolderSchema,
  folderBody,
  folderListSchema,
  folderParams,
  folderSchema,
} from './folder-schemas.ts';
import { onceHeaders } from './once-headers.ts';
import { jsonOf } from './requests.ts';
import type { ApiRoute } from './route.ts';

const security = [{ bearerAuth: [] }];
const tags = ['Folders and tags'];

/** Folders: part of the table in `routes.ts`. */
export const folderRoutes: readonly ApiRoute[] = [
  {
    operation: getFolders,
    permission: 'codes:read',
    config: createRoute({
      method: 'get',
      path: '/folders',
      operationId: 'listFolders',
      summary: 'List the folders of the workspace',
      tags,
      security,
      responses: { 200: answer('All folders', folderListSchema), ...answers() },
    }),
  },
  {
    operation: postFolder,
    permission: 'codes:write',
    config: createRoute({
      method: 'post',
      path: '/folders',
      operationId: 'createFolder',
      summary: 'Create a folder',
      description: 'A workspace holds 500 of them. A QR code is in one or none: `folder_id`.',
      tags,
      security,
      request: { headers: onceHeaders, body: jsonOf(folderBody) },
      responses: {
        201: answer('The folder', folderSchema, ['Location', 'Idempotent-Replayed']),
        ...answers(400, 403, 409, 413, 422),
      },
    }),
  },
  {
    operation: patchFolder,
    permission: 'codes:write',
    config: createRoute({
      method: 'patch',
      path: '/folders/{id}',
      operationId: 'updateFolder',
      summary: 'Rename a folder',
      tags,
      security,
      request: { params: folderParams, body: jsonOf(folderBody) },
      responses: { 200: answer('The folder', folderSchema), ...answers(400, 403, 404, 409, 413) },
    }),
  },
  {
    operation: deleteOneFolder,
    permission: 'codes:write',
    config: createRoute({
      method: 'delete',
      path: '/folders/{id}',
      operationId: 'deleteFolder',
      summary: 'Delete a folder; its QR codes stay, in no folder',
      tags,
      security,
      request: { params: folderParams },
      responses: { 200: answer('The folder is gone', deletedFolderSchema), ...answers(403, 404) },
    }),
  },
];
