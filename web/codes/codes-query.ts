import type { InfiniteData } from '@tanstack/react-query';
import type { WireCodePage } from '../../src/http/dashboard/wire-codes.ts';
import { ask } from '../state/api.ts';
import type { CodeList } from './code-list.ts';

export type Pages = InfiniteData<WireCodePage, string | null>;

/** A first page that is soon there, and then as many as can be had at once: nobody scrolls into rows that are not. */
const firstCodes = '50';
const nextCodes = '200';

/** Where every list of codes is kept, whatever it was asked with. */
export const codeListsKey = ['GET /w/:workspace/codes', 'list'] as const;

/** How a list is asked for, page after page: by its route as soon as that is known, and by its page. */
export function codesQuery(workspace: string, list: CodeList) {
  return {
    queryKey: [...codeListsKey, workspace, list] as readonly unknown[],
    queryFn: ({ pageParam: cursor, signal }: { pageParam: string | null; signal: AbortSignal }) =>
      ask('GET /w/:workspace/codes', {
        params: { workspace },
        query: { ...list, ...(cursor === null ? { limit: firstCodes } : { limit: nextCodes, cursor }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page: WireCodePage) => page.next,
  };
}
