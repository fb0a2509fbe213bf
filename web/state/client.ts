import { QueryClient } from '@tanstack/react-query';
import { AskError } from './api.ts';
import { isReached, onReach } from './reach.ts';

export const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      // What was refused will be refused again.
      retry: (count, error) =>
        count < 2 && !(error instanceof AskError && error.status >= 400 && error.status < 500),
      refetchOnWindowFocus: true,
    },
  },
});

// What could not be asked while the server was away is asked as soon as it is back.
onReach(() => {
  if (isReached()) void client.refetchQueries({ predicate: ({ state }) => state.status === 'error' });
});
