import { useMutationState } from '@tanstack/react-query';
import { useMemo } from 'react';
import type {
  WireBulk,
  WireBulkAction,
  WireCode,
  WireCodeEdit,
} from '../../src/http/dashboard/wire-codes.ts';
import type { AskError } from '../state/api.ts';
import { useWorkspace } from '../state/session.tsx';
import { applyAction, applyEdit } from './apply-change.ts';

export type CodeTarget = Pick<WireBulk, 'ids' | 'filter'>;

/** Which of a code's forms was saved: what is refused goes back to it. */
export type CodeForm = 'target' | 'details';

interface FormEdit {
  readonly code: string;
  readonly form: CodeForm;
  readonly edit: WireCodeEdit;
}

/** What somebody wants of codes; on the page as soon as they say so. */
export type CodeChange = FormEdit | { readonly target: CodeTarget; readonly action: WireBulkAction };

/** A change and what has come of it. */
export interface ToldChange {
  readonly change: CodeChange;
  readonly status: 'idle' | 'pending' | 'success' | 'error';
  readonly error: AskError | null;
}

/** Changes of codes, in the order in which they were made: what is not answered yet, and what was refused. */
export function changesKey(workspace: string) {
  return ['change codes', workspace] as const;
}

export function useToldChanges(): readonly ToldChange[] {
  return useMutationState({
    filters: { mutationKey: changesKey(useWorkspace()) },
    select: ({ state }) => ({
      change: state.variables as CodeChange,
      status: state.status,
      error: state.error as AskError | null,
    }),
  });
}

/** Changes that the server has not answered yet, in their order. */
export function usePendingChanges(): readonly CodeChange[] {
  const told = useToldChanges();
  return useMemo(() => told.filter(({ status }) => status === 'pending').map(({ change }) => change), [told]);
}

/**
 * The code as it will be when everything that is under way has been saved. What the server refuses is under way no longer,
 * and so the page shows what was before, without what else was changed meanwhile being lost.
 */
export function useChangedCode(code: WireCode | undefined): WireCode | undefined {
  const pending = usePendingChanges();
  return useMemo(
    () => code && pending.reduce((shown, change) => changedBy(shown, change, Date.now()), code),
    [code, pending],
  );
}

function changedBy(code: WireCode, change: CodeChange, nowMs: number): WireCode {
  if ('edit' in change) return change.code === code.id ? applyEdit(code, change.edit, nowMs) : code;
  const isMeant = change.target.ids?.includes(code.id) === true;
  return isMeant ? (applyAction(code, change.action, nowMs) ?? code) : code;
}

export interface Refused {
  /** What of the form was refused and not said otherwise since. */
  readonly edit: WireCodeEdit;
  readonly error: AskError | null;
}

/** What a form still has to show of changes that were refused. */
export function refusedOf(told: readonly ToldChange[], code: string, form: CodeForm): Refused {
  let refused: Refused = { edit: {}, error: null };
  for (const { change, status, error } of told) {
    if (!('edit' in change) || change.code !== code || change.form !== form) continue;
    if (status === 'error') refused = { edit: { ...refused.edit, ...change.edit }, error };
    else refused = without(refused, change.edit, form);
  }
  return refused;
}

function without({ edit, error }: Refused, later: WireCodeEdit, form: CodeForm): Refused {
  // A link and a content are two ways to say one thing.
  const left = form === 'target' ? [] : Object.entries(edit).filter(([name]) => !Object.hasOwn(later, name));
  return { edit: Object.fromEntries(left), error: left.length === 0 ? null : error };
}
