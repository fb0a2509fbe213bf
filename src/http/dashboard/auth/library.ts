import { passkey } from '@better-auth/passkey';
import { type BetterAuthOptions, betterAuth } from 'better-auth';
import { APIError } from 'better-auth/api';
import { genericOAuth } from 'better-auth/plugins/generic-oauth';
import { twoFactor } from 'better-auth/plugins/two-factor';
import { sessionMs } from '../../../core/accounts/sessions.ts';
import type { Core } from '../../../core/core.ts';
import type { Log } from '../../shared/env.ts';
import { createAccountAdapter, type InsertUser } from './adapter.ts';
import { hasFailed } from './answers.ts';
import { ownEndpoints } from './plugin.ts';

export interface SignOnProvider {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

export interface LibraryOptions {
  readonly core: Core;
  readonly secret: string;
  readonly log: Log;
  readonly insertUser: InsertUser;
}

/** Cookies beside the session's own last minutes, and hold nothing that could be used elsewhere. */
const cookiePrefix = 'quietzone';

export const apiPath = '/app/api/auth';

/** `__Host-`: from this host alone, over TLS alone (RFC 6265bis, 4.1.3.2). Browsers refuse it without TLS. */
export function cookieNames(baseUrl: string) {
  const isSecure = baseUrl.startsWith('https:');
  const prefix = isSecure ? '__Host-' : '';
  return {
    isSecure,
    session: `${prefix}${cookiePrefix}`,
    device: `${prefix}${cookiePrefix}-device`,
    /** As the library names it. */
    challenge: `${cookiePrefix}.two_factor`,
  };
}

/** Users, sessions, second factors and passkeys: everything that asks no other server. */
export function createLibrary(options: LibraryOptions) {
  const { core } = options;
  return betterAuth({
    ...commonOptions(options),
    plugins: [
      ownEndpoints(core),
      twoFactor({
        issuer: new URL(core.settings.baseUrl).host,
        allowPasswordless: true,
        accountLockout: { enabled: false },
        backupCodeOptions: { amount: 10, length: 10, storeBackupCodes: 'encrypted' },
      }),
      passkey({
        rpID: new URL(core.settings.baseUrl).hostname,
        rpName: 'Quietzone',
        origin: core.settings.baseUrl,
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        authentication: { afterVerification: requireUserVerified },
        advanced: { webAuthnChallengeCookie: 'passkey' },
      }),
    ],
  });
}

/**
 * The single sign-on by itself: it asks the provider for its addresses before it does anything, and a provider that is
 * away must hold up nobody who signs in without it.
 */
export function createSignOn(options: LibraryOptions, provider: SignOnProvider) {
  const { issuer, clientId, clientSecret } = provider;
  return betterAuth({
    ...commonOptions(options),
    plugins: [
      genericOAuth({
        config: [
          {
            providerId: 'oidc',
            discoveryUrl: `${issuer}/.well-known/openid-configuration`,
            ...{ clientId, clientSecret, pkce: true },
            scopes: ['openid', 'email', 'profile'],
            requireIdTokenVerification: true,
            disableSignUp: options.core.settings.signUp !== 'open',
            mapProfileToUser: ({ name, email, preferred_username }) => ({
              name: String(name ?? preferred_username ?? email ?? ''),
            }),
          },
        ],
      }),
    ],
  });
}

export type SignOn = ReturnType<typeof createSignOn>;

function commonOptions({ core, secret, log, insertUser }: LibraryOptions) {
  const names = cookieNames(core.settings.baseUrl);
  const noSession = { path: '/' } as const;
  return {
    baseURL: core.settings.baseUrl,
    basePath: apiPath,
    secret,
    appName: 'Quietzone',
    database: createAccountAdapter(core, insertUser),
    telemetry: { enabled: false },
    // Our own throttle does this, which knows devices.
    rateLimit: { enabled: false },
    logger: {
      level: 'error',
      log(level, message) {
        if (!hasFailed()) log(level === 'error' ? 'error' : 'warn', { surface: 'dashboard' }, message);
      },
    },
    session: {
      expiresIn: sessionMs / 1000,
      // We do this, see `touchSession`: a session that cannot be written to can still be read.
      disableSessionRefresh: true,
      freshAge: 0,
      cookieCache: { enabled: false },
    },
    account: {
      accountLinking: { enabled: true, requireLocalEmailVerified: true },
      updateAccountOnSignIn: false,
    },
    verification: { storeIdentifier: 'hashed' },
    emailAndPassword: {
      enabled: false,
      password: {
        hash: (password) => core.passwords.hash(password),
        verify: ({ hash, password }) => core.passwords.verify(hash, password),
      },
    },
    onAPIError: { errorURL: `${core.settings.baseUrl}/app/sign-in` },
    databaseHooks: {
      session: {
        create: {
          // Whatever the way in: somebody who is kept out stays out.
          before: async ({ userId }) => (await mayEnter(core, userId)) as false | undefined,
        },
      },
    },
    advanced: {
      cookiePrefix,
      useSecureCookies: false,
      defaultCookieAttributes: { secure: names.isSecure, httpOnly: true, sameSite: 'lax', path: '/' },
      cookies: { session_token: { name: names.session, attributes: noSession } },
      disableCSRFCheck: true,
      disableOriginCheck: true,
      ipAddress: { disableIpTracking: true },
      database: { generateId: () => core.random.uuid() },
    },
  } as const satisfies BetterAuthOptions;
}

/** A passkey stands for both factors: a device alone that somebody has found is one (WebAuthn, 6.1, the flag UV). */
async function requireUserVerified({ verification }: Verified): Promise<void> {
  if (!verification.authenticationInfo.userVerified) throw new APIError('UNAUTHORIZED');
}

interface Verified {
  readonly verification: { readonly authenticationInfo: { readonly userVerified: boolean } };
}

/** False keeps a session from being made. */
async function mayEnter(core: Core, userId: string): Promise<false | undefined> {
  const user = await core.store.workspaces.findUser(userId);
  return user && user.disabledAt === null ? undefined : false;
}
