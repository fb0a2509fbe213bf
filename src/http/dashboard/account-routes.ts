import { AppError } from '../../core/errors.ts';
import type { RoutesOf } from './route.ts';

const notBuilt = () => Promise.reject(new AppError('internal_error', 'not built yet'));

export const accountRoutes: RoutesOf<
  | 'GET /session'
  | 'POST /setup'
  | 'GET /links/:token'
  | 'POST /sign-in'
  | 'POST /sign-in/totp'
  | 'POST /sign-in/recovery'
  | 'POST /sign-in/passkey/options'
  | 'POST /sign-in/passkey'
  | 'POST /sign-in/oidc'
  | 'POST /sign-up'
  | 'POST /sign-out'
  | 'POST /reset'
  | 'POST /reset/:token'
  | 'PATCH /profile'
  | 'POST /password'
  | 'GET /sessions'
  | 'DELETE /sessions/:session'
  | 'DELETE /sessions'
  | 'POST /totp'
  | 'POST /totp/confirm'
  | 'DELETE /totp'
  | 'POST /totp/recovery-codes'
  | 'GET /passkeys'
  | 'POST /passkeys/options'
  | 'POST /passkeys'
  | 'DELETE /passkeys/:passkey'
  | 'GET /notices'
> = {
  'GET /session': { need: 'anyone', handle: notBuilt },
  'POST /setup': { need: 'anyone', handle: notBuilt },
  'GET /links/:token': { need: 'anyone', handle: notBuilt },
  'POST /sign-in': { need: 'anyone', handle: notBuilt },
  'POST /sign-in/totp': { need: 'anyone', handle: notBuilt },
  'POST /sign-in/recovery': { need: 'anyone', handle: notBuilt },
  'POST /sign-in/passkey/options': { need: 'anyone', handle: notBuilt },
  'POST /sign-in/passkey': { need: 'anyone', handle: notBuilt },
  'POST /sign-in/oidc': { need: 'anyone', handle: notBuilt },
  'POST /sign-up': { need: 'anyone', handle: notBuilt },
  'POST /sign-out': { need: 'user', handle: notBuilt },
  'POST /reset': { need: 'anyone', handle: notBuilt },
  'POST /reset/:token': { need: 'anyone', handle: notBuilt },
  'PATCH /profile': { need: 'user', handle: notBuilt },
  'POST /password': { need: 'user', handle: notBuilt },
  'GET /sessions': { need: 'user', handle: notBuilt },
  'DELETE /sessions/:session': { need: 'user', handle: notBuilt },
  'DELETE /sessions': { need: 'user', handle: notBuilt },
  'POST /totp': { need: 'user', handle: notBuilt },
  'POST /totp/confirm': { need: 'user', handle: notBuilt },
  'DELETE /totp': { need: 'user', handle: notBuilt },
  'POST /totp/recovery-codes': { need: 'user', handle: notBuilt },
  'GET /passkeys': { need: 'user', handle: notBuilt },
  'POST /passkeys/options': { need: 'user', handle: notBuilt },
  'POST /passkeys': { need: 'user', handle: notBuilt },
  'DELETE /passkeys/:passkey': { need: 'user', handle: notBuilt },
  'GET /notices': { need: 'user', handle: notBuilt },
};
