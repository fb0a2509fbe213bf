import { useSyncExternalStore } from 'react';

/** Whether the server answered when it was last asked anything. */
let isThere = true;
const listeners = new Set<() => void>();

export function noteReach(there: boolean): void {
  if (there === isThere) return;
  isThere = there;
  for (const listener of listeners) listener();
}

export function onReach(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function isReached(): boolean {
  return isThere;
}

export function useReach(): boolean {
  return useSyncExternalStore(onReach, isReached);
}

/** Asks the server for anything, to see whether it answers. */
export async function lookForServer(): Promise<boolean> {
  const answer = await fetch('/app/api/session', { cache: 'no-store' }).catch(() => null);
  noteReach(answer !== null);
  return answer !== null;
}
