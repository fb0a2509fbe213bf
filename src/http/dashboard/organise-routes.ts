import { AppError } from '../../core/errors.ts';
import type { RoutesOf } from './route.ts';

const notBuilt = () => Promise.reject(new AppError('internal_error', 'not built yet'));

export const organiseRoutes: RoutesOf<
  | 'GET /w/:workspace/tags'
  | 'PATCH /w/:workspace/tags/:tag'
  | 'DELETE /w/:workspace/tags/:tag'
  | 'GET /w/:workspace/folders'
  | 'POST /w/:workspace/folders'
  | 'PATCH /w/:workspace/folders/:folder'
  | 'DELETE /w/:workspace/folders/:folder'
> = {
  'GET /w/:workspace/tags': { need: 'codes:read', handle: notBuilt },
  'PATCH /w/:workspace/tags/:tag': { need: 'codes:write', handle: notBuilt },
  'DELETE /w/:workspace/tags/:tag': { need: 'codes:write', handle: notBuilt },
  'GET /w/:workspace/folders': { need: 'codes:read', handle: notBuilt },
  'POST /w/:workspace/folders': { need: 'codes:write', handle: notBuilt },
  'PATCH /w/:workspace/folders/:folder': { need: 'codes:write', handle: notBuilt },
  'DELETE /w/:workspace/folders/:folder': { need: 'codes:write', handle: notBuilt },
};
