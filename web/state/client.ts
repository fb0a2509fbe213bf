import { QueryClient } from '@tanstack/react-query';
import { AskError } from './api.ts';

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
