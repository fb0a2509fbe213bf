import { Modal } from '@mantine/core';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OpenDialog } from '../dialogs.ts';
import type { Entry } from './entry.ts';
import { matching, moved } from './match.ts';
import classes from './palette.module.css';
import { PaletteList } from './palette-list.tsx';
import { useCodeEntries } from './use-code-entries.ts';
import { useOwnEntries, usePlaceEntries, useWorkspaceEntries } from './use-entries.ts';

export interface PaletteProps {
  readonly open: OpenDialog;
  close(): void;
}

/** Every place, action and code, a few letters away. */
export function Palette({ open, close }: PaletteProps) {
  const { t } = useTranslation();
  return (
    <Modal
      opened
      onClose={close}
      withCloseButton={false}
      centered={false}
      yOffset="12dvb"
      padding={0}
      size={600}
      // Where one goes takes the focus; where one stays, the page does.
      returnFocus={false}
      attributes={{ content: { 'aria-label': t('searchOrGo') } }}
      classNames={{ body: classes.body }}
    >
      <PaletteBody open={open} close={close} />
    </Modal>
  );
}

function PaletteBody({ open, close }: PaletteProps) {
  const { t } = useTranslation();
  const [query, setQuery] = useState('');
  const [chosen, setChosen] = useState(0);
  const { entries, isAsking } = useEntries(open, query);
  const at = Math.min(chosen, entries.length - 1);
  const run = (entry: Entry | undefined) => {
    if (!entry) return;
    close();
    entry.run();
  };
  return (
    <>
      <input
        className={classes.input}
        value={query}
        placeholder={t('paletteHint')}
        aria-label={t('searchOrGo')}
        role="combobox"
        aria-expanded
        aria-controls="palette-list"
        aria-activedescendant={entries[at] && `palette-${entries[at].id}`}
        aria-autocomplete="list"
        autoComplete="off"
        spellCheck={false}
        data-autofocus
        onChange={(event) => {
          setQuery(event.currentTarget.value);
          setChosen(0);
        }}
        onKeyDown={(event) =>
          moveBy(event, { at, last: entries.length - 1, setChosen, enter: () => run(entries[at]) })
        }
      />
      <PaletteList entries={entries} at={at} isAsking={isAsking} choose={setChosen} run={run} />
    </>
  );
}

function useEntries(open: OpenDialog, query: string) {
  const own = [...usePlaceEntries(), ...useWorkspaceEntries(open), ...useOwnEntries(open)];
  const codes = useCodeEntries(query);
  // Codes were found by the server, by more than their names.
  const entries = [...grouped(matching(own, query)), ...codes.entries];
  return { entries, isAsking: codes.isAsking };
}

/** Places before actions, unless the best of the actions fits better. */
function grouped(found: readonly Entry[]): readonly Entry[] {
  const first = found[0]?.group;
  return [...found.filter(({ group }) => group === first), ...found.filter(({ group }) => group !== first)];
}

interface Move {
  readonly at: number;
  readonly last: number;
  setChosen(at: number): void;
  enter(): void;
}

function moveBy(event: KeyboardEvent, { at, last, setChosen, enter }: Move): void {
  if (event.nativeEvent.isComposing) return;
  const to = moved(event.key, at, last);
  if (event.key === 'Enter') enter();
  else if (to !== undefined) setChosen(to);
  else return;
  event.preventDefault();
}
