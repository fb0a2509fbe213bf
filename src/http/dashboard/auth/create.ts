import type { Context } from 'hono';
import { insertSignedOnUser } from '../../../core/accounts/sign-on.ts';
import type { Core } from '../../../core/core.ts';
import type { HttpEnv, Log } from '../../shared/env.ts';
import { throwingOn, withFailures } from './answers.ts';
import type { Auth } from './auth.ts';
import { createDevices } from './devices.ts';
import { cookieNames, createLibrary, type LibraryOptions, type SignOnProvider } from './library.ts';
import { createPasskeyAuth } from './passkeys.ts';
import { createReportPasses } from './report-passes.ts';
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
  readonly library: Pick<ReturnType<typeof createLibrary>, 'api'>;
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
    library: { api: throwingOn(createLibrary({ ...libraryOptions, core: withFailures(core) }).api) },
    devices: createDevices(secret, names.device, names.isSecure),
    tries: createTries({
      clientAddress: options.clientAddress,
      now: () => performance.now(),
      shared: core.store.sharedTries,
      sealScope: (scope) => seal(secret, 'tries', scope),
      log,
    }),
    tokenOf: (sessionId) => seal(secret, 'csrf', sessionId),
  };
  return {
    ...createSessions(parts),
    tokenOf: parts.tokenOf,
    ownOrigin: core.settings.baseUrl,
    tries: parts.tries,
    reportPasses: createReportPasses(secret, () => core.clock.now()),
    totp: createTotpAuth(parts),
    passkeys: createPasskeyAuth(parts),
    signOn: options.signOn && createSignOnAuth(libraryOptions, options.signOn, parts),
    describeAgent: options.describeAgent,
  };
}
