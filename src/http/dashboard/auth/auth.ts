import type { Context } from 'hono';
import type { Confirmation } from '../../../core/accounts/accounts.ts';
import type { User } from '../../../core/workspaces/workspace.ts';
import type { HttpEnv } from '../../shared/env.ts';
import type { SignedIn } from '../route.ts';
import type { WirePasskey } from '../wire-people.ts';
import type { ReportPasses } from './report-passes.ts';
import type { Tries } from './tries.ts';

type Call = Context<HttpEnv>;

/** Who somebody is: passwords, sessions, second factors. What they may do is a matter of core. */
export interface Auth {
  /** Who sends the request, by its cookie; null for everybody else. */
  findSignedIn(c: Call): Promise<SignedIn | null>;
  /** Signs the user in: the answer of `c` gets the cookie. */
  startSession(c: Call, user: User): Promise<void>;
  /** @throws {AppError} unauthorized, the same for an unknown address and a wrong password */
  signIn(c: Call, email: string, password: string): Promise<'done' | 'totp'>;
  /** The second step of signing in. @throws {AppError} unauthorized */
  signInByCode(c: Call, kind: 'totp' | 'recovery', code: string): Promise<void>;
  signOut(c: Call): Promise<void>;
  /** The browser of `c` has shown that it is the user's: guesses from elsewhere do not lock it out. */
  remember(c: Call, user: User): void;
  /** What a change has to bring along, see `csrf.ts`. */
  tokenOf(sessionId: string): string;
  /** Where requests come from that are our own page's. */
  readonly ownOrigin: string;
  readonly tries: Tries;
  readonly reportPasses: ReportPasses;
  readonly totp: TotpAuth;
  readonly passkeys: PasskeyAuth;
  /** Null where there is no single sign-on. */
  readonly signOn: SignOnAuth | null;
  /** Short names of a browser and its system. */
  describeAgent(userAgent: string): { readonly browser: string; readonly os: string };
}

/** Codes of an app (RFC 6238), and codes on paper for when the app is lost. */
export interface TotpAuth {
  isOn(user: User): Promise<boolean>;
  /**
   * Begins; nothing is asked for before `confirm`.
   * @throws {AppError} validation_error for a wrong password, already_exists where it is on
   */
  begin(
    c: Call,
    signedIn: SignedIn,
    password: string,
  ): Promise<{ readonly uri: string; readonly secret: string }>;
  /** Gives the recovery codes, once. @throws {AppError} validation_error for a wrong code, already_exists as `begin` */
  confirm(c: Call, signedIn: SignedIn, code: string): Promise<readonly string[]>;
  /** @throws {AppError} validation_error for a wrong password */
  disable(c: Call, signedIn: SignedIn, password: string): Promise<void>;
  /** New ones; the old are worth nothing from then on. @throws {AppError} validation_error for a wrong password */
  renewRecoveryCodes(c: Call, signedIn: SignedIn, password: string): Promise<readonly string[]>;
}

interface NewPasskey {
  readonly name: string;
  readonly response: unknown;
}

/** WebAuthn. Options and answers are those of the browser's own functions. */
export interface PasskeyAuth {
  list(user: User): Promise<readonly WirePasskey[]>;
  /** @throws {AppError} as `requireConfirmed` */
  beginRegistration(c: Call, user: User, confirmation: Confirmation): Promise<Record<string, unknown>>;
  /** Confirmed once more: a challenge is made for whoever signs in as well. @throws as `beginRegistration` */
  register(c: Call, user: User, passkey: NewPasskey, confirmation: Confirmation): Promise<WirePasskey>;
  beginSignIn(c: Call): Promise<Record<string, unknown>>;
  /** @throws {AppError} unauthorized */
  signIn(c: Call, response: unknown): Promise<void>;
}

export interface SignOnAuth {
  /**
   * Where to send the browser.
   * @param returnTo a path below `/app`
   * @param prompt asks the provider not to take the session that the browser has there for an answer
   * @throws {AppError} unavailable
   */
  begin(c: Call, returnTo: string, prompt?: 'login'): Promise<string>;
  /** What the provider sends the browser back with. */
  finish(c: Call): Promise<Response>;
}
