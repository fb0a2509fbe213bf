import './styles.ts';
import { DirectionProvider, MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { browserLanguage, directionOf, startLanguage } from './language.ts';
import { Toasts } from './parts/toasts.tsx';
import { createAppRouter } from './router.tsx';
import { client } from './state/client.ts';
import { schemeStore } from './state/scheme.ts';
import { sessionQuery } from './state/session.tsx';
import { cssVariables, theme } from './theme.ts';

async function start(): Promise<void> {
  const session = await client.fetchQuery(sessionQuery).catch(() => undefined);
  const language = session?.user?.language ?? browserLanguage();
  await startLanguage(language);
  const router = createAppRouter(client);
  createRoot(document.getElementById('root') as HTMLElement).render(
    <StrictMode>
      <DirectionProvider initialDirection={directionOf(language)} detectDirection>
        <MantineProvider
          theme={theme}
          cssVariablesResolver={cssVariables}
          colorSchemeManager={schemeStore}
          defaultColorScheme="auto"
        >
          <QueryClientProvider client={client}>
            <RouterProvider router={router} />
            <Toasts />
          </QueryClientProvider>
        </MantineProvider>
      </DirectionProvider>
    </StrictMode>,
  );
}

void start();
