import { useNavigate } from '@tanstack/react-router';
import type { OpenDialog } from './dialogs.ts';
import type { ShortcutAct } from './shortcuts.ts';
import { type Places, usePlaces } from './use-places.ts';
import { useShortcuts } from './use-shortcuts.ts';

/** Keys of the whole app: places after `g`, the palette, the search field of the page, a new code. */
export function useFrameShortcuts(open: OpenDialog): void {
  const places = usePlaces();
  const navigate = useNavigate();
  useShortcuts(lettersOf(places), (act: ShortcutAct) => {
    if (act === 'palette') open('palette');
    else if (act === 'help') open('shortcuts');
    else if (act === 'search') focusSearch(open);
    else if (act === 'newCode') {
      if (canWrite(places)) void navigate({ to: newCodeOf(places) });
    } else void navigate({ to: act.go });
  });
}

function lettersOf({ sections }: Places): ReadonlyMap<string, string> {
  return new Map(
    sections
      .flatMap(({ places }) => places)
      .flatMap(({ letter, to }) => (letter ? [[letter, to] as const] : [])),
  );
}

export function canWrite({ membership }: Places): boolean {
  return membership?.permissions.includes('codes:write') ?? false;
}

export function newCodeOf({ membership }: Places): string {
  return `/w/${membership?.workspace.slug ?? ''}/codes/new`;
}

/** The search of the page; the palette where it has none. */
function focusSearch(open: OpenDialog): void {
  const field = document.querySelector<HTMLInputElement>('main input[type="search"]');
  if (field) field.focus();
  else open('palette');
}
