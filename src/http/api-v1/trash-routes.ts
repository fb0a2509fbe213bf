import { createRoute } from '@hono/zod-openapi';
import { editMany } from '../../core/codes/bulk.ts';
import { getCode } from '../../core/codes/list.ts';
import { answer, answers } from './answers.ts';
import { type Operation, renderCounted } from './operations.ts';
import { codeParams } from './requests.ts';
import type { ApiRoute } from './route.ts';
import { codeSchema } from './schemas.ts';

const security = [{ bearerAuth: [] }];
const tags = ['QR codes'];

function fileCode(how: 'trash' | 'restore'): Operation {
  return async (core, c) => {
    const { access } = c.var;
    const { id } = await getCode(core, access, c.req.param('id') ?? '');
    await editMany(core, access, { ids: [id] }, { do: how });
    return c.json(await renderCounted(core, await getCode(core, access, id)));
  };
}

/** The trash: part of the table in `routes.ts`. */
export const trashRoutes: readonly ApiRoute[] = [
  {
    operation: fileCode('trash'),
    permission: 'codes:write',
    config: createRoute({
      method: 'post',
      path: '/qr/{id}/trash',
      operationId: 'trashQRCode',
      summary: 'Move a QR code to the trash',
      description:
        'It is in no list but that of the trash, and whoever scans it is told that it is inactive. Nothing is deleted: its slug and its scans stay, and it takes its place of the plan.',
      tags,
      security,
      request: { params: codeParams },
      responses: { 200: answer('The code as it is now', codeSchema), ...answers(403, 404) },
    }),
  },
  {
    operation: fileCode('restore'),
    permission: 'codes:write',
    config: createRoute({
      method: 'post',
      path: '/qr/{id}/restore',
      operationId: 'restoreQRCode',
      summary: 'Take a QR code out of the trash',
      tags,
      security,
      request: { params: codeParams },
      responses: { 200: answer('The code as it is now', codeSchema), ...answers(403, 404) },
    }),
  },
];
