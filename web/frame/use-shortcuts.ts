import { useEffect, useRef } from 'react';
import { hear, type ShortcutAct, sequenceMs } from './shortcuts.ts';

const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

/** The key that goes with the letter, as it is written on the reader's keyboard. */
export const modKey = isMac ? '⌘' : 'Ctrl';

/** Listens for the whole page. While a dialog is open, its keys are its own. */
export function useShortcuts(letters: ReadonlyMap<string, string>, run: (act: ShortcutAct) => void): void {
  const state = useRef({ pendingAt: Number.NEGATIVE_INFINITY, letters, run });
  state.current.letters = letters;
  state.current.run = run;
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const { current } = state;
      if (event.defaultPrevented || event.isComposing || event.repeat) return;
      const press = {
        key: event.key,
        mod: isMac ? event.metaKey : event.ctrlKey,
        alt: event.altKey,
        typing: isTyping(event.target) || document.querySelector('[role="dialog"]') !== null,
      };
      const heard = hear(press, event.timeStamp - current.pendingAt < sequenceMs, current.letters);
      current.pendingAt = heard.pending ? event.timeStamp : Number.NEGATIVE_INFINITY;
      if (heard.act === undefined) return;
      event.preventDefault();
      current.run(heard.act);
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.matches('input, textarea, select, [role="menu"] *, [role="listbox"] *'))
  );
}
