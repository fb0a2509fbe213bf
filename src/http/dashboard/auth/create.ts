import type { Context } from 'hono';
import { createAccount } from '../../../core/accounts/accounts.ts';
import { insertSignedOnUser } from '../../../core/accounts/sign-on.ts';
import type { Core } from '../../../core/core.ts';
import type { HttpEnv, Log } from '../../shared/env.ts';
import type { Auth } from './auth.ts';
import { createDevices } from './devices.ts';
import { cookieNames, createLibrary, type LibraryOptions, type SignOnProvider } from './library.ts';
import { createPasskeyAuth } from './passkeys.ts';
import { seal } from './seal.ts';
import { createSessions } from './sessions.ts';
import { createSignOnAuth } from './sign-on.ts';
import { createTotpAuth } from './totp.ts';
import { type ClientAddress, createTries } from './tries.ts';

export interface AuthOptions {
  readonly core: Core;
  /** Of the server: 32 random bytes in hex. */
  readonly secret: string;
  readonly clientAddress: ClientAddress;
  readonly describeAgent: Auth['describeAgent'];
  /** Null where there is no single sign-on. */
  readonly signOn: SignOnProvider | null;
  readonly log: Log;
}

/** What the parts of `Auth` work with. */
export interface AuthParts {
  readonly core: Core;
  readonly library: ReturnType<typeof createLibrary>;
  readonly devices: ReturnType<typeof createDevices>;
  readonly tries: ReturnType<typeof createTries>;
  readonly tokenOf: Auth['tokenOf'];
}

export type Call = Context<HttpEnv>;

export function createAuth(options: AuthOptions): Auth {
  const { core, secret, log } = options;
  const names = cookieNames(core.settings.baseUrl);
  const libraryOptions: LibraryOptions = {
    ...{ core, secret, log },
    insertUser: (row) => insertSignedOnUser(core, row),
  };
  const parts: AuthParts = {
    core,
    library: createLibrary(libraryOptions),
    devices: createDevices(secret, names.device, names.isSecure),
    tries: createTries(options.clientAddress, () => performance.now()),
    tokenOf: (sessionId) => seal(secret, 'csrf', sessionId),
  };
  return {
    ...createSessions(parts),
    createAccount: (account) => createAccount(core, account, true),
    tokenOf: parts.tokenOf,
    ownOrigin: core.settings.baseUrl,
    tries: parts.tries,
    totp: createTotpAuth(parts),
    passkeys: createPasskeyAuth(parts),
    signOn: options.signOn && createSignOnAuth(libraryOptions, options.signOn),
    describeAgent: options.describeAgent,
  };
}
