import './styles.ts';
import { DirectionProvider, MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import {
  browserLanguage,
  directionOf,
  mendBrowserLanguage,
  rememberedLanguage,
  speak,
  startLanguage,
} from './language.ts';
import { FollowProfile } from './parts/follow-profile.tsx';
import { Toasts } from './parts/toasts.tsx';
import { createAppRouter } from './router.tsx';
import { loadAhead } from './routes/load-ahead.ts';
import { onExpired } from './state/api.ts';
import { client } from './state/client.ts';
import { leaveWhenExpired } from './state/expiry.ts';
import { schemeStore } from './state/scheme.ts';
import { sessionQuery } from './state/session.tsx';
import { cssVariables, theme } from './theme.ts';

/** What a page needs is asked for at once: who is signed in, the words of the language, the parts of the page. */
async function start(): Promise<void> {
  mendBrowserLanguage();
  const asked = client.fetchQuery(sessionQuery).catch(() => undefined);
  const router = createAppRouter(client);
  loadAhead(router, client);
  const likely = rememberedLanguage() ?? browserLanguage();
  const started = startLanguage(likely);
  onExpired(() => leaveWhenExpired(client, router));
  // What fails to load is shown by the router itself.
  const loaded = router.load().catch(() => undefined);
  const session = await asked;
  await started;
  const language = session?.user?.language ?? likely;
  if (language !== likely) await speak(language);
  await loaded;
  createRoot(document.getElementById('root') as HTMLElement).render(
    <StrictMode>
      <DirectionProvider initialDirection={directionOf(language)} detectDirection={false}>
        <MantineProvider
          theme={theme}
          cssVariablesResolver={cssVariables}
          colorSchemeManager={schemeStore}
          defaultColorScheme="auto"
        >
          <QueryClientProvider client={client}>
            <FollowProfile />
            <RouterProvider router={router} />
            <Toasts />
          </QueryClientProvider>
        </MantineProvider>
      </DirectionProvider>
    </StrictMode>,
  );
}

void start();
