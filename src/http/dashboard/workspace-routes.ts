import { AppError } from '../../core/errors.ts';
import type { RoutesOf } from './route.ts';

const notBuilt = () => Promise.reject(new AppError('internal_error', 'not built yet'));

export const workspaceRoutes: RoutesOf<
  | 'POST /workspaces'
  | 'POST /invitations/:token'
  | 'GET /w/:workspace'
  | 'PATCH /w/:workspace'
  | 'DELETE /w/:workspace'
  | 'POST /w/:workspace/leave'
  | 'GET /w/:workspace/members'
  | 'PATCH /w/:workspace/members/:user'
  | 'DELETE /w/:workspace/members/:user'
  | 'POST /w/:workspace/invitations'
  | 'DELETE /w/:workspace/invitations/:invitation'
  | 'GET /w/:workspace/audit'
> = {
  'POST /workspaces': { need: 'user', handle: notBuilt },
  'POST /invitations/:token': { need: 'anyone', handle: notBuilt },
  'GET /w/:workspace': { need: 'codes:read', handle: notBuilt },
  'PATCH /w/:workspace': { need: 'workspace:edit', handle: notBuilt },
  'DELETE /w/:workspace': { need: 'workspace:delete', handle: notBuilt },
  'POST /w/:workspace/leave': { need: 'codes:read', handle: notBuilt },
  'GET /w/:workspace/members': { need: 'members:read', handle: notBuilt },
  'PATCH /w/:workspace/members/:user': { need: 'members:manage', handle: notBuilt },
  'DELETE /w/:workspace/members/:user': { need: 'members:manage', handle: notBuilt },
  'POST /w/:workspace/invitations': { need: 'members:manage', handle: notBuilt },
  'DELETE /w/:workspace/invitations/:invitation': { need: 'members:manage', handle: notBuilt },
  'GET /w/:workspace/audit': { need: 'audit:read', handle: notBuilt },
};
