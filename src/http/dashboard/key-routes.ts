import { AppError } from '../../core/errors.ts';
import type { RoutesOf } from './route.ts';

const notBuilt = () => Promise.reject(new AppError('internal_error', 'not built yet'));

export const keyRoutes: RoutesOf<
  | 'GET /w/:workspace/keys'
  | 'POST /w/:workspace/keys'
  | 'DELETE /w/:workspace/keys/:key'
  | 'GET /w/:workspace/keys/:key/requests'
  | 'POST /w/:workspace/console'
> = {
  'GET /w/:workspace/keys': { need: 'keys:own', handle: notBuilt },
  'POST /w/:workspace/keys': { need: 'keys:own', handle: notBuilt },
  'DELETE /w/:workspace/keys/:key': { need: 'keys:own', handle: notBuilt },
  'GET /w/:workspace/keys/:key/requests': { need: 'keys:own', handle: notBuilt },
  'POST /w/:workspace/console': { need: 'keys:own', handle: notBuilt },
};
