import type { Context } from 'hono';
import type { User } from '../../../core/workspaces/workspace.ts';
import type { HttpEnv } from '../../shared/env.ts';
import type { SignedIn } from '../route.ts';

export interface NewAccount {
  readonly email: string;
  readonly name?: string | undefined;
  readonly password: string;
}

/** Who somebody is: passwords, sessions, second factors. What they may do is a matter of core. */
export interface Auth {
  /** Who sends the request, by its cookie; null for everybody else. */
  findSignedIn(c: Context<HttpEnv>): Promise<SignedIn | null>;
  /**
   * Makes a user who can sign in.
   * @throws {AppError} already_exists for an address that has an account, validation_error for a weak password
   */
  createAccount(account: NewAccount): Promise<User>;
  /** Signs the user in: the answer of `c` gets the cookie. */
  startSession(c: Context<HttpEnv>, user: User): Promise<void>;
}
