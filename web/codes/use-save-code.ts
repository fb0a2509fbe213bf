import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResultOf } from '../../src/http/dashboard/wire.ts';
import type { WireCode, WireCodeEdit } from '../../src/http/dashboard/wire-codes.ts';
import { toast } from '../parts/toasts.tsx';
import { type AskError, ask } from '../state/api.ts';
import { sendInOrder } from '../state/in-order.ts';
import { useProblemText } from '../state/problem-text.ts';
import { useWorkspace } from '../state/session.tsx';
import { keyOf } from '../state/use-ask.ts';
import { type CodeForm, changesKey, refusedOf, useToldChanges } from './code-changes.ts';
import { codeListsKey, type Pages } from './codes-query.ts';
import { refresh, stopReading, useDoneToast } from './use-code-acts.ts';

interface Saving {
  readonly code: string;
  readonly form: CodeForm;
  readonly edit: WireCodeEdit;
}

/** The tab of a code where the form is. */
const tabs: Readonly<Record<CodeForm, string>> = { target: 'content', details: 'settings' };

export interface CodeSaving {
  /** What of the form the server has refused. */
  readonly refused: WireCodeEdit;
  readonly error: AskError | null;
  readonly isUnderWay: boolean;
  save(edit: WireCodeEdit): void;
  /** The refused is not wanted any longer. */
  forget(): void;
}

/**
 * Saves what a form says of a code: the page shows it at once, and the toast takes it back. What the server refuses comes
 * back into the form, with what is wrong at the field, even where the form was left and is opened again.
 */
export function useSaveCode(code: WireCode, form: CodeForm): CodeSaving {
  const client = useQueryClient();
  const workspace = useWorkspace();
  const told = useToldChanges();
  const mine = told.filter(
    ({ change }) => 'edit' in change && change.code === code.id && change.form === form,
  );
  const { mutateAsync } = useSaving(code, form);
  const forget = useCallback(() => {
    for (const one of savesOf(client, workspace, code.id, form))
      if (one.state.status !== 'pending') client.getMutationCache().remove(one);
  }, [client, workspace, code.id, form]);
  const save = useCallback(
    (edit: WireCodeEdit) => {
      forget();
      const collect = () => {
        // A save still says what of a refusal is no longer wanted, as long as there is one or may be.
        if (savesOf(client, workspace, code.id, form).every(({ state }) => state.status === 'success'))
          forget();
      };
      void mutateAsync({ code: code.id, form, edit }).then(collect, () => undefined);
    },
    [forget, mutateAsync, client, workspace, code.id, form],
  );
  const { edit: refused, error } = useMemo(() => refusedOf(told, code.id, form), [told, code.id, form]);
  return { refused, error, isUnderWay: mine.some(({ status }) => status === 'pending'), save, forget };
}

function savesOf(client: QueryClient, workspace: string, code: string, form: CodeForm) {
  const changes = client.getMutationCache().findAll({ mutationKey: changesKey(workspace) });
  return changes.filter(({ state }) => {
    const saving = state.variables as Partial<Saving> | undefined;
    return saving?.code === code && saving.form === form;
  });
}

function codeKey(workspace: string, code: string) {
  return keyOf('GET /w/:workspace/codes/:code', { params: { workspace, code } });
}

function useSaving(code: WireCode, form: CodeForm) {
  const { t } = useTranslation('codes');
  const client = useQueryClient();
  const workspace = useWorkspace();
  const sayDone = useDoneToast();
  const sayRefused = useSayRefused(code, form);
  const params = { workspace, code: code.id };
  return useMutation<ResultOf<'PATCH /w/:workspace/codes/:code'>, AskError, Saving>({
    mutationKey: changesKey(workspace),
    networkMode: 'always',
    // What was refused waits for its form, however long that is away.
    gcTime: Number.POSITIVE_INFINITY,
    mutationFn: ({ edit }) =>
      sendInOrder(() => ask('PATCH /w/:workspace/codes/:code', { params, body: edit })),
    async onSuccess({ seq, ...saved }) {
      const stopped = await stopReading(client);
      client.setQueryData<WireCode>(codeKey(workspace, code.id), saved);
      client.setQueriesData<Pages>({ queryKey: codeListsKey }, (pages) => pages && withCode(pages, saved));
      sayDone(t('saved'), seq === null ? [] : [seq]);
      void refresh(client, stopped);
    },
    onError(error) {
      sayRefused(error);
      void refresh(client, []);
    },
  });
}

/** Lists show what was saved before they are loaded anew, which takes long of long ones. */
function withCode(pages: Pages, saved: WireCode): Pages {
  return {
    ...pages,
    pages: pages.pages.map((page) =>
      page.codes.some(({ id }) => id === saved.id)
        ? { ...page, codes: page.codes.map((code) => (code.id === saved.id ? saved : code)) }
        : page,
    ),
  };
}

/** Forms that are on the page now, by code and form: two of one while one is left and opened again. */
const shownForms = new Map<string, number>();

function countForm(key: string, by: 1 | -1): void {
  shownForms.set(key, (shownForms.get(key) ?? 0) + by);
}

/** Whoever has left the form is told, and led back to it. */
function useSayRefused({ id, name: shown }: WireCode, form: CodeForm): (error: AskError) => void {
  const { t } = useTranslation('codes');
  const textOf = useProblemText();
  const client = useQueryClient();
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const key = `${id} ${form}`;
  useEffect(() => {
    countForm(key, 1);
    return () => countForm(key, -1);
  }, [key]);
  return (error) => {
    if (shownForms.get(key)) return;
    const open = () =>
      void navigate({ to: `/w/${workspace}/codes/${id}`, search: { tab: tabs[form] } } as never);
    // As it is called, and not as it was to be called.
    const name = client.getQueryData<WireCode>(codeKey(workspace, id))?.name ?? shown;
    const text = t('notSaved', { name, problem: textOf(error) });
    toast({ text, tone: 'problem', action: { label: t('openForm'), run: open } });
  };
}
