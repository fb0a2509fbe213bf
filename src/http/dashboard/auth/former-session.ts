import { fieldIs } from '../../../core/accounts/store-port.ts';
import type { AuthParts, Call } from './create.ts';

/**
 * The session that the browser of `c` has before it signs in, as what ends it: afterwards it has another, and nobody
 * would use this one again but whoever has stolen it.
 */
export async function formerSession({ core, library }: AuthParts, c: Call): Promise<() => Promise<void>> {
  if (c.req.header('cookie') === undefined) return async () => undefined;
  const former = await library.api.getSession({ headers: c.req.raw.headers });
  return async () => {
    if (former === null) return;
    await core.store.transact((tx) => tx.accounts.remove('session', [fieldIs('id', former.session.id)]));
  };
}
