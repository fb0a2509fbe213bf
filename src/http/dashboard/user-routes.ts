import { AppError } from '../../core/errors.ts';
import type { RoutesOf } from './route.ts';

const notBuilt = () => Promise.reject(new AppError('internal_error', 'not built yet'));

export const userRoutes: RoutesOf<
  | 'GET /instance/users'
  | 'POST /instance/users'
  | 'PATCH /instance/users/:user'
  | 'POST /instance/users/:user/reset'
  | 'GET /instance/workspaces'
  | 'PATCH /instance/workspaces/:id'
> = {
  'GET /instance/users': { need: 'operator', handle: notBuilt },
  'POST /instance/users': { need: 'operator', handle: notBuilt },
  'PATCH /instance/users/:user': { need: 'operator', handle: notBuilt },
  'POST /instance/users/:user/reset': { need: 'operator', handle: notBuilt },
  'GET /instance/workspaces': { need: 'operator', handle: notBuilt },
  'PATCH /instance/workspaces/:id': { need: 'operator', handle: notBuilt },
};
