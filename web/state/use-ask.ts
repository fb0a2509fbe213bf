import {
  type QueryKey,
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import type { ResultOf, RouteName } from '../../src/http/dashboard/wire.ts';
import { AskError, type AskWith, ask } from './api.ts';
import { useOnceKeys } from './once-keys.ts';
import { onceRoutes } from './once-routes.ts';

/** Where an answer is kept: by the question, then by what it was asked with. */
export function keyOf<Name extends RouteName>(name: Name, given?: Omit<AskWith<Name>, 'signal'>): QueryKey {
  return given === undefined ? [name] : [name, given];
}

interface AskOptions {
  readonly enabled?: boolean;
  readonly keepPrevious?: boolean;
  readonly everyMs?: number;
  /** Whether it will always be refused so: it stays refused, and is not asked again when something has changed. */
  isFinal?(error: AskError): boolean;
}

/** An answer, kept and asked for anew when something of it has changed. */
export function useAsk<Name extends RouteName & `GET ${string}`>(
  name: Name,
  given: AskWith<Name>,
  options: AskOptions = {},
): UseQueryResult<ResultOf<Name>, AskError> {
  return useQuery<ResultOf<Name>, AskError>({
    queryKey: keyOf(name, given),
    queryFn: ({ signal }) => ask(name, { ...given, signal }) as Promise<ResultOf<Name>>,
    enabled: ({ state: { error } }) =>
      options.enabled !== false && !(error !== null && options.isFinal?.(error)),
    ...(options.everyMs !== undefined && { refetchInterval: options.everyMs }),
    ...(options.keepPrevious && {
      placeholderData: (previous: ResultOf<Name> | undefined) => previous as never,
    }),
  });
}

/** What comes of it, for whoever told. */
export interface Told<Name extends RouteName> {
  onSuccess?(result: ResultOf<Name>): unknown;
  onError?(error: AskError): unknown;
  onSettled?(): unknown;
}

type Mutation<Name extends RouteName> = UseMutationResult<ResultOf<Name>, AskError, AskWith<Name>>;

/** Of each of the library's states, so that what one of them says of another field is still known. */
type WithMutate<Name extends RouteName, State> = State extends unknown
  ? Omit<State, 'mutate'> & { mutate(given: AskWith<Name>, told?: Told<Name>): void }
  : never;

export type Tell<Name extends RouteName> = WithMutate<Name, Mutation<Name>>;

/**
 * Something that changes the server; `stale` are the questions whose answers are asked for anew afterwards. What makes
 * something makes it once, however often the same is told.
 */
export function useTell<Name extends RouteName>(name: Name, stale: readonly RouteName[] = []): Tell<Name> {
  const client = useQueryClient();
  const once = useOnceKeys();
  const mutation: Mutation<Name> = useMutation<ResultOf<Name>, AskError, AskWith<Name>>({
    mutationFn: (given) =>
      ask(name, onceRoutes.has(name) ? { ...given, once: once.keyOf(given) } : given) as Promise<
        ResultOf<Name>
      >,
    onSuccess: () => once.made(),
    // Whoever has been told that it is made, and wants it again, wants another.
    onError: (error) => {
      if (error instanceof AskError && error.problem.code === 'idempotency_key_done') once.made();
    },
    onSettled: async () => {
      await Promise.all(stale.map((one) => client.invalidateQueries({ queryKey: [one] })));
    },
  });
  return {
    ...mutation,
    // The library forgets whoever told once it is gone from the page, as the row is of what was deleted.
    mutate(given, told = {}) {
      void mutation
        .mutateAsync(given)
        .then(
          (result) => told.onSuccess?.(result),
          (error: AskError) => told.onError?.(error),
        )
        .finally(() => told.onSettled?.());
    },
  };
}
