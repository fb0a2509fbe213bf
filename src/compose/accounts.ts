import type { Config } from '../config/config.ts';
import type { Mailer } from '../core/accounts/mailer.ts';
import type { Passwords } from '../core/accounts/passwords.ts';
import { parseAgent } from '../ingest/enrich/agents.ts';
import type { Logger } from '../runtime/logger.ts';
import { createSmtpMailer } from '../runtime/mailer.ts';
import { type ScryptCost, scryptCost } from '../runtime/password-hash.ts';
import { CallThread } from './call-thread.ts';

export interface PasswordCalls {
  readonly hash: { readonly args: readonly [password: string]; readonly result: string };
  readonly verify: {
    readonly args: readonly [hash: string, password: string];
    readonly result: boolean;
  };
}

export interface PasswordThread extends Passwords {
  close(): Promise<void>;
}

/** Whoever signs in when so many wait already would wait for seconds, and is asked to come again. */
const waitingMax = 16;
/** Young objects are few: the memory of scrypt itself is not of this kind. */
const youngMb = 8;
const idleMs = 60_000;

/**
 * Passwords are hashed one after the other, in one thread that yields to all others: a flood of sign-ins fills its
 * queue, and slows neither redirects nor anything else.
 */
export function createPasswordThread(
  log: Pick<Logger, 'error'>,
  cost: ScryptCost = scryptCost,
): PasswordThread {
  const thread = new CallThread<PasswordCalls>({
    ...{ file: 'password-thread', what: 'Passwords', workerData: cost },
    ...{ underWayMax: 1, waitingMax, youngMb, idleMs },
    onDeath: (err) =>
      log.error({ err }, 'the thread of the passwords ended; the next sign-in starts another'),
  });
  return {
    hasRoom: () => thread.waiting < waitingMax,
    hash: (password) => thread.call('hash', [password]),
    verify: (hash, password) => thread.call('verify', [hash, password]),
    close: () => thread.close(),
  };
}

/** What signing in takes from the configuration. */
export function authOptionsOf(config: Config, secret: string) {
  const { oidcIssuer: issuer, oidcClientId: clientId, oidcClientSecret: clientSecret } = config;
  const isSignOn = issuer !== null && clientId !== null && clientSecret !== null;
  return { secret, describeAgent, signOn: isSignOn ? { issuer, clientId, clientSecret } : null };
}

function describeAgent(userAgent: string): { readonly browser: string; readonly os: string } {
  const { browser, os } = parseAgent(userAgent);
  return { browser, os };
}

export function createMailer({ smtpUrl, mailFrom }: Config): Mailer | null {
  return smtpUrl === null || mailFrom === null ? null : createSmtpMailer(smtpUrl, mailFrom);
}
