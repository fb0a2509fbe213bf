import { type InfiniteData, keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import type { WireCode, WireCodePage } from '../../src/http/dashboard/wire-codes.ts';
import { type AskError, ask } from '../state/api.ts';
import { useWorkspace } from '../state/session.tsx';
import { type CodeList, onlyFilled, readCodeList } from './code-list.ts';

export type Pages = InfiniteData<WireCodePage, string | null>;

const codesPerPage = '100';
/** Longer lists are not asked for anew behind the reader's back: that would be every page of them. */
const refetchedPagesMax = 3;

/** Where every list of codes is kept, whatever it was asked with. */
export const codeListsKey = ['GET /w/:workspace/codes', 'list'] as const;

export interface CodeListState {
  readonly list: CodeList;
  /** Undefined takes a filter away. */
  change(part: { readonly [Key in keyof CodeList]?: CodeList[Key] | undefined }): void;
}

/** What the address says is to be listed. */
export function useCodeList(): CodeListState {
  const query = useSearch({ strict: false }) as Readonly<Record<string, unknown>>;
  const navigate = useNavigate();
  const workspace = useWorkspace();
  const list = useMemo(() => readCodeList(query), [query]);
  const change = useCallback<CodeListState['change']>(
    (part) => {
      const search = onlyFilled({ ...list, ...part });
      void navigate({ to: '/w/$workspace/codes', params: { workspace }, search, replace: true } as never);
    },
    [list, navigate, workspace],
  );
  return { list, change };
}

/** The codes of a list, page after page. */
export function useCodes(list: CodeList) {
  const workspace = useWorkspace();
  const query = useInfiniteQuery<WireCodePage, AskError, Pages, readonly unknown[], string | null>({
    queryKey: [...codeListsKey, workspace, list],
    queryFn: ({ pageParam, signal }) =>
      ask('GET /w/:workspace/codes', {
        params: { workspace },
        query: { ...list, limit: codesPerPage, ...(pageParam !== null && { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: (one) => (one.state.data?.pages.length ?? 0) <= refetchedPagesMax,
  });
  const codes = useMemo<readonly WireCode[]>(
    () => query.data?.pages.flatMap((page) => page.codes) ?? [],
    [query.data],
  );
  return { query, codes, total: query.data?.pages[0]?.total ?? 0 };
}
