import type { Context } from 'hono';
import { Turns } from '../../core/turns.ts';
import type { HttpEnv } from '../shared/env.ts';
import type { DashboardDeps, SignedIn } from './route.ts';
import type { BodyOf, RouteName } from './wire.ts';

type TakesPassword<Name extends RouteName> = 'password' | 'next' extends infer Field
  ? Field extends keyof BodyOf<Name>
    ? Name
    : never
  : never;

/** What is sent a password has it hashed or compared: the compiler asks for each such route. */
const hashes: Readonly<Record<{ [Name in RouteName]: TakesPassword<Name> }[RouteName], true>> = {
  'POST /setup': true,
  'POST /sign-in': true,
  'POST /sign-up': true,
  'POST /reset/:token': true,
  'POST /invitations/:token': true,
  'PATCH /profile': true,
  'POST /password': true,
  'POST /totp': true,
  'DELETE /totp': true,
  'POST /totp/recovery-codes': true,
  'POST /passkeys/options': true,
  'POST /passkeys': true,
  'DELETE /passkeys/:passkey': true,
  'POST /w/:workspace/reports': true,
  'POST /reports/:token/open': true,
};

export const isHashing = (name: RouteName): boolean => Object.hasOwn(hashes, name);

/**
 * Lets few passwords of one client address wait to be hashed: there is one queue for all, and whoever fills it by
 * signing in over and over, with a password that is right, locks nobody else out. Of an account that an address asks
 * about there is one at a time, so that even behind one address people do not hold each other up.
 */
export class HashingTurns {
  readonly #ofAddress = new Turns({ atOnce: 2, waitingMax: 16 });
  readonly #ofAccount = new Turns({ atOnce: 1, waitingMax: 4 });

  /** @throws {AppError} unavailable when too many wait */
  run<Result>(
    { auth }: DashboardDeps,
    c: Context<HttpEnv>,
    signedIn: SignedIn | null,
    work: () => Promise<Result>,
  ): Promise<Result> {
    const address = auth.tries.addressOf(c);
    const account = signedIn?.user.id ?? accountIn(c.var.body) ?? c.req.param('token') ?? '';
    return this.#ofAccount.run(`${address} ${account}`, () => this.#ofAddress.run(address, work));
  }
}

/** As `signIn` understands it. */
function accountIn(body: unknown): string | undefined {
  const { email } = (body ?? {}) as { readonly email?: unknown };
  return typeof email === 'string' ? email.trim().toLowerCase().slice(0, 254) : undefined;
}
