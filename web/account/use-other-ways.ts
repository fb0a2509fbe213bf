import { useState } from 'react';
import { ask } from '../state/api.ts';
import { readPasskey } from './passkey.ts';

interface OtherWaysOf {
  readonly error: Error | null;
  byPasskey(): void;
  bySignOn(): void;
}

/**
 * Signing in without a password.
 * @param signedIn what then follows, by passkey
 * @param returnTo below the origin, where the single sign-on leads back to
 */
export function useOtherWays(signedIn: () => Promise<void>, returnTo: string): OtherWaysOf {
  const [error, setError] = useState<Error | null>(null);
  const attempt = (run: () => Promise<void>) => () => {
    setError(null);
    run().catch((thrown: Error) => setError(thrown));
  };
  return {
    error,
    byPasskey: attempt(async () => {
      const response = await readPasskey(await ask('POST /sign-in/passkey/options', {}));
      if (response === undefined) return;
      await ask('POST /sign-in/passkey', { body: { response } });
      await signedIn();
    }),
    bySignOn: attempt(async () => {
      const { location } = await ask('POST /sign-in/oidc', { body: { returnTo } });
      window.location.assign(location);
    }),
  };
}
