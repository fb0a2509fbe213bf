import { AppError } from '../../core/errors.ts';
import type { RoutesOf } from './route.ts';

const notBuilt = () => Promise.reject(new AppError('internal_error', 'not built yet'));

export const instanceRoutes: RoutesOf<
  | 'GET /instance/blocked-hosts'
  | 'POST /instance/blocked-hosts'
  | 'DELETE /instance/blocked-hosts/:host'
  | 'GET /instance/suspended'
  | 'POST /instance/suspended'
  | 'DELETE /instance/suspended/:code'
  | 'GET /instance/health'
  | 'POST /instance/keys'
> = {
  'GET /instance/blocked-hosts': { need: 'operator', handle: notBuilt },
  'POST /instance/blocked-hosts': { need: 'operator', handle: notBuilt },
  'DELETE /instance/blocked-hosts/:host': { need: 'operator', handle: notBuilt },
  'GET /instance/suspended': { need: 'operator', handle: notBuilt },
  'POST /instance/suspended': { need: 'operator', handle: notBuilt },
  'DELETE /instance/suspended/:code': { need: 'operator', handle: notBuilt },
  'GET /instance/health': { need: 'operator', handle: notBuilt },
  'POST /instance/keys': { need: 'operator', handle: notBuilt },
};
