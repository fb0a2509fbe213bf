import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RouteName } from '../../src/http/dashboard/wire.ts';
import type { WireBulk, WireBulkAction } from '../../src/http/dashboard/wire-codes.ts';
import { toast } from '../parts/toasts.tsx';
import { ask } from '../state/api.ts';
import { useProblemText } from '../state/problem-text.ts';
import { useWorkspace } from '../state/session.tsx';
import { applyAction } from './apply-action.ts';
import { codeListsKey, type Pages } from './codes-query.ts';

/** Whose answers say something of codes besides the lists of them. */
const others: readonly RouteName[] = [
  'GET /w/:workspace/codes/:code',
  'GET /w/:workspace/codes/:code/history',
  'GET /w/:workspace/tags',
  'GET /w/:workspace/folders',
  'GET /w/:workspace',
];

/** Everything that was said of codes is asked for anew where it is looked at. */
export async function forgetCodes(client: QueryClient): Promise<void> {
  await Promise.all(
    [...others, 'GET /w/:workspace/codes' as const].map((name) =>
      client.invalidateQueries({ queryKey: [name] }),
    ),
  );
}

/** Takes changes back, and says so. */
export function useUndo() {
  const client = useQueryClient();
  const workspace = useWorkspace();
  const { t } = useTranslation('codes');
  const textOf = useProblemText();
  return useCallback(
    async (seqs: readonly number[]): Promise<void> => {
      try {
        await ask('POST /w/:workspace/undo', { params: { workspace }, body: { seqs } });
        toast({ text: t('undone') });
      } catch (error) {
        toast({ text: textOf(error as Error), tone: 'problem' });
      }
      await forgetCodes(client);
    },
    [client, workspace, t, textOf],
  );
}

/** Says what was done, with a button that takes it back. */
export function useDoneToast() {
  const undo = useUndo();
  const { t } = useTranslation('codes');
  return useCallback(
    (text: string, seqs: readonly number[]) => {
      toast({
        text,
        ...(seqs.length > 0 && { action: { label: t('undo'), run: () => void undo(seqs) } }),
      });
    },
    [undo, t],
  );
}

export type CodeTarget = Pick<WireBulk, 'ids' | 'filter'>;

/** Acts on one or many codes: shown at once, taken back on the page where the server refuses. */
export function useCodeActs() {
  const client = useQueryClient();
  const workspace = useWorkspace();
  const { t } = useTranslation('codes');
  const textOf = useProblemText();
  const sayDone = useDoneToast();
  const [busy, setBusy] = useState(false);
  const run = useCallback(
    async (action: WireBulkAction, target: CodeTarget): Promise<boolean> => {
      await client.cancelQueries({ queryKey: codeListsKey });
      const before = client.getQueriesData<Pages>({ queryKey: codeListsKey });
      const ids = target.ids && new Set(target.ids);
      client.setQueriesData<Pages>({ queryKey: codeListsKey }, (pages) => pages && patch(pages, action, ids));
      setBusy(true);
      try {
        const result = await ask('POST /w/:workspace/codes/bulk', {
          params: { workspace },
          body: { ...target, action },
        });
        sayDone(t(`did.${action.do}`, { codes: t('nCodes', { count: result.changed }) }), result.seqs);
        await refresh(client, target);
        return true;
      } catch (error) {
        for (const [key, pages] of before) client.setQueryData(key, pages);
        toast({ text: textOf(error as Error), tone: 'problem' });
        return false;
      } finally {
        setBusy(false);
      }
    },
    [client, workspace, t, textOf, sayDone],
  );
  return { run, busy };
}

/** Long lists that are patched already are not loaded again for a handful of codes. */
async function refresh(client: QueryClient, target: CodeTarget): Promise<void> {
  if (target.filter) await client.resetQueries({ queryKey: codeListsKey });
  else await client.invalidateQueries({ queryKey: codeListsKey, refetchType: 'none' });
  await Promise.all(others.map((name) => client.invalidateQueries({ queryKey: [name] })));
}

/** @param ids undefined: all that the list shows */
function patch(pages: Pages, action: WireBulkAction, ids: ReadonlySet<string> | undefined): Pages {
  const now = Date.now();
  let gone = 0;
  const patched = pages.pages.map((page) => ({
    ...page,
    codes: page.codes.flatMap((code) => {
      if (ids && !ids.has(code.id)) return [code];
      const next = applyAction(code, action, now);
      if (next === null) gone += 1;
      return next === null ? [] : [next];
    }),
  }));
  return { ...pages, pages: patched.map((page) => ({ ...page, total: Math.max(0, page.total - gone) })) };
}
