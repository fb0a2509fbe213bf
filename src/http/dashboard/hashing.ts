import type { Context } from 'hono';
import type { Core } from '../../core/core.ts';
import { Turns } from '../../core/turns.ts';
import type { HttpEnv } from '../shared/env.ts';
import { Refusal } from './errors.ts';
import type { DashboardDeps, Route, SignedIn } from './route.ts';
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
  'POST /sign-up/:token': true,
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
  'PATCH /instance/users/:user': true,
  'POST /instance/users/:user/reset': true,
  'POST /w/:workspace/reports': true,
  'PATCH /w/:workspace/reports/:report': true,
  'POST /reports/:token/open': true,
};

export const isHashing = (name: RouteName): boolean => Object.hasOwn(hashes, name);

/**
 * Before anything of a stranger is read or looked up: of a flood most is refused, which must cost next to nothing.
 * Whoever is signed in may send no password at all, and is refused by the queue alone.
 * @throws {Refusal} unavailable
 */
export function requireRoom(
  { passwords, mailer }: Core,
  name: RouteName,
  need: Route<RouteName>['need'],
): void {
  const isMailed = name === 'POST /sign-up' && mailer !== null;
  if (need !== 'anyone' || !isHashing(name) || isMailed || passwords.hasRoom()) return;
  const error = 'Too many are signing in at the moment. Try again in a few seconds.';
  throw new Refusal({ code: 'unavailable', error });
}

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
