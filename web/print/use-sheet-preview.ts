import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import type { WireSheetPreview, WireSome } from '../../src/http/dashboard/wire-designs.ts';
import { type AskError, ask } from '../state/api.ts';
import { useWorkspace } from '../state/session.tsx';
import { type SheetDraft, sheetOf } from './sheet-draft.ts';

const typingMs = 300;

/**
 * The page of a sheet as the server draws it, a moment after the last change.
 * @param someKey stands for the codes, of which there may be thousands
 */
export function useSheetPreview(some: WireSome, someKey: string, draft: SheetDraft, page: number) {
  const workspace = useWorkspace();
  const [asked] = useDebouncedValue(draft, typingMs);
  const query = useQuery<WireSheetPreview, AskError>({
    queryKey: ['POST /w/:workspace/sheets/preview', workspace, someKey, asked, page],
    queryFn: ({ signal }) =>
      ask('POST /w/:workspace/sheets/preview', {
        params: { workspace },
        body: { ...some, ...sheetOf(asked), page },
        signal,
      }),
    placeholderData: (before) => before,
    refetchOnWindowFocus: false,
    // Pictures of pages are large.
    gcTime: 30_000,
  });
  return { ...query, isOld: asked !== draft || query.isPlaceholderData || query.isError };
}
