import { AppError } from '../../core/errors.ts';
import type { RoutesOf } from './route.ts';

const notBuilt = () => Promise.reject(new AppError('internal_error', 'not built yet'));

export const codeRoutes: RoutesOf<
  | 'GET /w/:workspace/codes'
  | 'POST /w/:workspace/codes'
  | 'POST /w/:workspace/codes/bulk'
  | 'GET /w/:workspace/codes/export'
  | 'GET /w/:workspace/codes/:code'
  | 'PATCH /w/:workspace/codes/:code'
  | 'DELETE /w/:workspace/codes/:code'
  | 'POST /w/:workspace/codes/:code/duplicate'
  | 'GET /w/:workspace/codes/:code/history'
  | 'POST /w/:workspace/undo'
> = {
  'GET /w/:workspace/codes': { need: 'codes:read', handle: notBuilt },
  'POST /w/:workspace/codes': { need: 'codes:write', handle: notBuilt },
  'POST /w/:workspace/codes/bulk': { need: 'codes:write', handle: notBuilt },
  'GET /w/:workspace/codes/export': { need: 'codes:read', handle: notBuilt },
  'GET /w/:workspace/codes/:code': { need: 'codes:read', handle: notBuilt },
  'PATCH /w/:workspace/codes/:code': { need: 'codes:write', handle: notBuilt },
  'DELETE /w/:workspace/codes/:code': { need: 'codes:write', handle: notBuilt },
  'POST /w/:workspace/codes/:code/duplicate': { need: 'codes:write', handle: notBuilt },
  'GET /w/:workspace/codes/:code/history': { need: 'codes:read', handle: notBuilt },
  'POST /w/:workspace/undo': { need: 'codes:write', handle: notBuilt },
};
