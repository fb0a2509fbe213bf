import { useMantineColorScheme } from '@mantine/core';
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import type { Language, Theme, WireSession, WireUser } from '../../src/http/dashboard/wire-people.ts';
import { browserLanguage, rememberLanguage, speak } from '../language.ts';
import { ask } from './api.ts';
import { sessionQuery, useSession } from './session.tsx';

/** The user as the server has them now. */
export function keepUser(client: QueryClient, user: WireUser): void {
  client.setQueryData<WireSession>(sessionQuery.queryKey, (session) => session && { ...session, user });
}

/** Mantine's word for it. */
export function schemeOf(theme: Theme): 'auto' | 'light' | 'dark' {
  return theme === 'system' ? 'auto' : theme;
}

/** Changes the language at once; of somebody signed in, the profile keeps it. Null: as the browser says. */
export function useSetLanguage(): (language: Language | null) => Promise<void> {
  const client = useQueryClient();
  const { user } = useSession();
  return async (language) => {
    rememberLanguage(language);
    await speak(language ?? browserLanguage());
    if (user) keepUser(client, await ask('PATCH /profile', { body: { language } }));
  };
}

/** Changes light and dark at once; of somebody signed in, the profile keeps it. */
export function useSetTheme(): (theme: Theme) => Promise<void> {
  const client = useQueryClient();
  const { user } = useSession();
  const { setColorScheme } = useMantineColorScheme();
  return async (theme) => {
    setColorScheme(schemeOf(theme));
    if (user) keepUser(client, await ask('PATCH /profile', { body: { theme } }));
  };
}

/** The theme that is chosen now, in this browser. */
export function useTheme(): Theme {
  const { colorScheme } = useMantineColorScheme();
  return colorScheme === 'auto' ? 'system' : colorScheme;
}
