import type { QueryClient } from '@tanstack/react-query';
import type { AnyRouter } from '@tanstack/react-router';
import type { WireSession } from '../../src/http/dashboard/wire-people.ts';
import { reloadSession, sessionQuery } from './session.tsx';

let leaving = false;

/**
 * A refusal for want of a session: if it has ended, one signs in again and comes back to the page. A wrong password
 * while signing in is refused in the same way and changes nothing.
 */
export function leaveWhenExpired(client: QueryClient, router: AnyRouter): void {
  const known = client.getQueryData<WireSession>(sessionQuery.queryKey);
  if (leaving || !known?.user) return;
  leaving = true;
  void leave(client, router).finally(() => {
    leaving = false;
  });
}

/** Who signs out has not been sent away: what is refused meanwhile says nothing new. */
export async function leaveOnPurpose(run: () => Promise<void>): Promise<void> {
  leaving = true;
  try {
    await run();
  } finally {
    leaving = false;
  }
}

async function leave(client: QueryClient, router: AnyRouter): Promise<void> {
  const to = router.state.location.href;
  const session = await reloadSession(client);
  if (session.user) return;
  await router.navigate({ to: '/sign-in', search: { to, expired: '1' }, replace: true });
  // Nothing of one person is left for the next.
  client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionQuery.queryKey[0] });
}
