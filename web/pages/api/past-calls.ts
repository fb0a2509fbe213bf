import { useSyncExternalStore } from 'react';
import type { WireConsoleAnswer, WireConsoleCall } from '../../../src/http/dashboard/wire-codes.ts';

export interface PastCall {
  readonly id: number;
  readonly workspace: string;
  readonly call: WireConsoleCall;
  readonly answer: WireConsoleAnswer;
  readonly at: number;
}

/** Kept as long as the page is open, and nowhere else: answers hold what belongs to others. */
let past: readonly PastCall[] = [];
let lastId = 0;
const listeners = new Set<() => void>();
const pastMax = 50;

export function keepCall(made: Omit<PastCall, 'id'>): PastCall {
  lastId += 1;
  const kept = { ...made, id: lastId };
  past = [kept, ...past].slice(0, pastMax);
  for (const listener of listeners) listener();
  return kept;
}

/** The calls of a workspace, newest first. */
export function usePastCalls(workspace: string): readonly PastCall[] {
  const all = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => past,
  );
  return all.filter((one) => one.workspace === workspace);
}
