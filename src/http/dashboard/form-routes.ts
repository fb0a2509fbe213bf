import { AppError } from '../../core/errors.ts';
import type { RoutesOf } from './route.ts';

const notBuilt = () => Promise.reject(new AppError('internal_error', 'not built yet'));

export const formRoutes: RoutesOf<
  'GET /content-types' | 'GET /w/:workspace/slugs/:slug' | 'POST /w/:workspace/preview'
> = {
  'GET /content-types': { need: 'user', handle: notBuilt },
  'GET /w/:workspace/slugs/:slug': { need: 'codes:read', handle: notBuilt },
  'POST /w/:workspace/preview': { need: 'codes:read', handle: notBuilt },
};
