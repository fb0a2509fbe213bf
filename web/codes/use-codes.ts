import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import type { WireCode, WireCodePage } from '../../src/http/dashboard/wire-codes.ts';
import type { AskError } from '../state/api.ts';
import { useWorkspace } from '../state/session.tsx';
import { usePendingChanges } from './code-changes.ts';
import { type CodeList, filterOf, onlyFilled, readCodeList } from './code-list.ts';
import { codesQuery, type Pages } from './codes-query.ts';
import { patchPages } from './patch-pages.ts';

/** Longer lists are not asked for anew behind the reader's back: that would be every page of them. */
const refetchedPagesMax = 3;

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
    ...codesQuery(workspace, list),
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: (one) => (one.state.data?.pages.length ?? 0) <= refetchedPagesMax,
  });
  const pages = useAsChanged(query.data, list);
  const codes = useMemo<readonly WireCode[]>(() => pages?.pages.flatMap((page) => page.codes) ?? [], [pages]);
  return { query, codes, total: pages?.pages[0]?.total ?? 0 };
}

/** With what is under way, in its order; what is refused is under way no longer. */
function useAsChanged(pages: Pages | undefined, list: CodeList): Pages | undefined {
  const pending = usePendingChanges();
  return useMemo(() => {
    const [filter, now] = [filterOf(list), Date.now()];
    return pages && pending.reduce((shown, change) => patchPages(shown, change, filter, now), pages);
  }, [pages, pending, list]);
}
