import type { Confirmation } from '../../core/accounts/accounts.ts';
import type { Count } from './auth/tries.ts';
import type { DashboardDeps, SignedIn } from './route.ts';

export function confirmationOf({ signedInAt }: SignedIn, password: string | undefined): Confirmation {
  return { password, signedInAt };
}

/** What a password or a code confirms: whoever has no more than a stolen session must not guess either. */
export function confirmed<T>(
  { auth }: DashboardDeps,
  { sessionId }: SignedIn,
  work: () => Promise<T>,
  also: readonly Count[] = [],
): Promise<T> {
  return auth.tries.during([{ name: 'confirmBySession', scope: sessionId }, ...also], work);
}
