import { useQueryClient } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { browserLanguage, rememberedLanguage, speak } from '../language.ts';
import { reloadSession } from '../state/session.tsx';
import { ownPath } from './own-path.ts';

/** After signing in: as the profile says, and to the page that one wanted. */
export function useGoOn(): (path?: string) => Promise<void> {
  const client = useQueryClient();
  const router = useRouter();
  const { to } = useSearch({ strict: false }) as { to?: string };
  return async (path) => {
    const { user } = await reloadSession(client);
    await speak(user?.language ?? rememberedLanguage() ?? browserLanguage());
    await router.invalidate();
    // Already read as an address, which may have a search of its own.
    router.history.replace(`/app${path ?? ownPath(to)}`);
  };
}
