/** Keys that work wherever nobody is typing. */
export type ShortcutAct = 'palette' | 'search' | 'help' | 'newCode' | { readonly go: string };

export interface KeyPress {
  readonly key: string;
  /** Ctrl, or ⌘ on a Mac. */
  readonly mod: boolean;
  readonly alt: boolean;
  /** In a field: only what no text has does anything. */
  readonly typing: boolean;
}

export interface Heard {
  readonly act?: ShortcutAct;
  /** The first key of two was pressed. */
  readonly pending: boolean;
}

/** How long the second key of two is waited for, in ms. */
export const sequenceMs = 1_200;

/** What a key means; `letters` are those that follow `g`, with where they lead. */
export function hear(press: KeyPress, pending: boolean, letters: ReadonlyMap<string, string>): Heard {
  const key = press.key.toLowerCase();
  if (press.mod) return key === 'k' && !press.alt ? { act: 'palette', pending: false } : { pending: false };
  if (press.alt || press.typing) return { pending: false };
  if (pending) {
    const go = letters.get(key);
    return go === undefined ? { pending: false } : { act: { go }, pending: false };
  }
  if (key === 'g') return { pending: true };
  const act = singles[key];
  return act === undefined ? { pending: false } : { act, pending: false };
}

const singles: Readonly<Record<string, ShortcutAct>> = { '/': 'search', '?': 'help', n: 'newCode' };
