import { useEffect, useRef } from 'react';
import { getPageKeys } from '../parts/page-keys.ts';
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
      const pending = event.timeStamp - current.pendingAt < sequenceMs;
      const heard = hear(press, pending, current.letters);
      current.pendingAt = heard.pending ? event.timeStamp : Number.NEGATIVE_INFINITY;
      const ofPage = isPlain(event) && !press.typing && !pending && !heard.pending;
      const act = heard.act ?? (ofPage ? getPageKeys().find(({ key }) => key === event.key) : undefined);
      if (act === undefined) return;
      event.preventDefault();
      if (typeof act === 'object' && 'run' in act) act.run();
      else current.run(act);
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}

function isPlain({ ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): boolean {
  return !(ctrlKey || metaKey || altKey || shiftKey);
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.matches('input, textarea, select, [role="menu"] *, [role="listbox"] *'))
  );
}
