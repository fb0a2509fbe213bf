import { useInfiniteQuery } from '@tanstack/react-query';
import type { QueryOf, ResultOf, RouteName } from '../../src/http/dashboard/wire.ts';
import { type AskWith, ask } from './api.ts';
import { keyOf } from './use-ask.ts';

/** Questions that are answered page by page. */
export type PagedName = {
  [Name in RouteName & `GET ${string}`]: ResultOf<Name> extends { readonly next: string | null }
    ? QueryOf<Name> extends { readonly cursor?: string }
      ? Name
      : never
    : never;
}[RouteName & `GET ${string}`];

/** All pages of an answer that were asked for so far. */
export function usePages<Name extends PagedName>(name: Name, given: AskWith<Name>) {
  return useInfiniteQuery({
    queryKey: [...keyOf(name, given), 'pages'],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) => {
      const query = {
        ...(given.query as object | undefined),
        ...(pageParam !== '' && { cursor: pageParam }),
      };
      return ask(name, { ...given, query, signal } as AskWith<Name>) as Promise<ResultOf<Name>>;
    },
    getNextPageParam: (last) => (last as { readonly next: string | null }).next ?? undefined,
  });
}
