import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { ask } from './api.ts';
import { leaveOnPurpose } from './expiry.ts';
import { sendInOrder } from './in-order.ts';
import { forgetWords } from './own-words.ts';
import { reloadSession, sessionQuery } from './session.tsx';

/** Ends this browser's session, once all is saved; nothing of one person is left for the next. */
export function useSignOut(): () => Promise<void> {
  const client = useQueryClient();
  const router = useRouter();
  return () =>
    leaveOnPurpose(async () => {
      await sendInOrder(() => ask('POST /sign-out', {}));
      await reloadSession(client);
      await router.navigate({ to: '/sign-in', replace: true });
      client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionQuery.queryKey[0] });
      forgetWords(client);
    });
}
