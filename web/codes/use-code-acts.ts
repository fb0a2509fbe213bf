import { type Query, type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { RouteName } from '../../src/http/dashboard/wire.ts';
import type { WireBulkAction, WireBulkResult, WireCode } from '../../src/http/dashboard/wire-codes.ts';
import { toast } from '../parts/toasts.tsx';
import { type AskError, ask } from '../state/api.ts';
import { sendInOrder } from '../state/in-order.ts';
import { useProblemText } from '../state/problem-text.ts';
import { useWorkspace } from '../state/session.tsx';
import { applyAction } from './apply-change.ts';
import { type CodeTarget, changesKey } from './code-changes.ts';
import { codeListsKey, type Pages } from './codes-query.ts';
import { patchPages } from './patch-pages.ts';

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

/**
 * What is being read anew may be of before the change, and would take it back on the page.
 * @returns the lists that were being read as a whole; a further page is asked for again by whoever scrolls there
 */
export async function stopReading(client: QueryClient): Promise<readonly Query[]> {
  const isKnown = ({ state }: Query) => state.data !== undefined;
  const lists = client.getQueryCache().findAll({ queryKey: codeListsKey, fetchStatus: 'fetching' });
  const stopped = lists.filter((list) => isKnown(list) && list.state.fetchMeta?.fetchMore === undefined);
  await Promise.all(
    (['GET /w/:workspace/codes/:code', 'GET /w/:workspace/codes'] as const).map((name) =>
      client.cancelQueries({ queryKey: [name], predicate: isKnown }),
    ),
  );
  return stopped;
}

/** Takes changes back, and says so. */
export function useUndo() {
  const client = useQueryClient();
  const workspace = useWorkspace();
  const { t } = useTranslation('codes');
  const textOf = useProblemText();
  return useCallback(
    async (seqs: readonly number[]): Promise<void> => {
      const body = { seqs };
      try {
        await sendInOrder(() => ask('POST /w/:workspace/undo', { params: { workspace }, body }));
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

interface Act {
  readonly action: WireBulkAction;
  readonly target: CodeTarget;
}

/** Acts on one or many codes: shown at once, taken back on the page where the server refuses. */
export function useCodeActs() {
  const client = useQueryClient();
  const workspace = useWorkspace();
  const { t } = useTranslation('codes');
  const textOf = useProblemText();
  const sayDone = useDoneToast();
  const { mutateAsync, isPending: busy } = useMutation<WireBulkResult, AskError, Act>({
    mutationKey: changesKey(workspace),
    networkMode: 'always',
    mutationFn: ({ action, target }) => {
      const body = { ...target, action };
      return sendInOrder(() => ask('POST /w/:workspace/codes/bulk', { params: { workspace }, body }));
    },
    async onSuccess({ changed, seqs }, act) {
      sayDone(t(`did.${act.action.do}`, { codes: t('nCodes', { count: changed }) }), seqs);
      const stopped = await stopReading(client);
      keep(client, act);
      void refresh(client, act.target.filter ? 'all lists' : stopped);
    },
    onError: (error) => toast({ text: t('notDone', { problem: textOf(error) }), tone: 'problem' }),
  });
  const run = useCallback(
    (action: WireBulkAction, target: CodeTarget): Promise<boolean> =>
      mutateAsync({ action, target }).then(
        () => true,
        () => false,
      ),
    [mutateAsync],
  );
  return { run, busy };
}

/** What was shown ahead of the answer is now so. */
function keep(client: QueryClient, act: Act): void {
  const now = Date.now();
  client.setQueriesData<Pages>(
    { queryKey: codeListsKey },
    (pages) => pages && patchPages(pages, act, undefined, now),
  );
  const ids = new Set(act.target.ids);
  client.setQueriesData<WireCode>({ queryKey: ['GET /w/:workspace/codes/:code'] }, (code) =>
    code && ids.has(code.id) ? (applyAction(code, act.action, now) ?? code) : code,
  );
}

/**
 * Long lists that are patched already are not loaded again for a handful of codes.
 * @param anew lists to be read all the same, as those that were being read when the change was made
 */
export async function refresh(client: QueryClient, anew: readonly Query[] | 'all lists'): Promise<void> {
  if (anew === 'all lists') await client.resetQueries({ queryKey: codeListsKey });
  else {
    await client.invalidateQueries({ queryKey: codeListsKey, refetchType: 'none' });
    // What was asked for before the change and has not come is asked for again.
    const isMissing = (list: Query) => list.state.data === undefined || anew.includes(list);
    void client.refetchQueries({ queryKey: codeListsKey, type: 'active', predicate: isMissing });
  }
  await Promise.all(others.map((name) => client.invalidateQueries({ queryKey: [name] })));
}
