import { AppError } from '../../core/errors.ts';
import type { RoutesOf } from './route.ts';

const notBuilt = () => Promise.reject(new AppError('internal_error', 'not built yet'));

export const importRoutes: RoutesOf<'POST /w/:workspace/imports/preview' | 'POST /w/:workspace/imports'> = {
  'POST /w/:workspace/imports/preview': { need: 'codes:write', handle: notBuilt },
  'POST /w/:workspace/imports': { need: 'codes:write', handle: notBuilt },
};
