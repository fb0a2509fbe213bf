import { createContext, use, useSyncExternalStore } from 'react';
import type { Draft, DraftState } from './draft.ts';
import type { Findings, Live } from './live.ts';

/** What the parts of a designer share. */
export interface Room {
  readonly draft: Draft;
  readonly live: Live;
  /** What the symbol says. */
  readonly text: string;
  readonly mayWrite: boolean;
}

export const RoomContext = createContext<Room | null>(null);

export function useRoom(): Room {
  const room = use(RoomContext);
  if (room === null) throw new Error('A part of the designer stands outside of it.');
  return room;
}

/** A part of the draft; its users are drawn anew when that part is another one. */
export function useDraft<Part>(select: (state: DraftState) => Part): Part {
  const { draft } = useRoom();
  return useSyncExternalStore(draft.subscribe, () => select(draft.get()));
}

export function useFindings(): Findings {
  const { live } = useRoom();
  return useSyncExternalStore(live.subscribe, live.get);
}

/** Changes the draft; the same function always, so that nothing is drawn anew for it. */
export function useChange(): Draft['change'] {
  return useRoom().draft.change;
}
