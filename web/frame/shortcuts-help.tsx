import { Kbd, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { getPageKeys } from '../parts/page-keys.ts';
import classes from './frame.module.css';
import { usePlaces } from './use-places.ts';
import { modKey } from './use-shortcuts.ts';

export function ShortcutsHelp({ close }: { close(): void }) {
  const { t } = useTranslation();
  const { sections } = usePlaces();
  const places = sections.flatMap((section) => section.places).filter(({ letter }) => letter !== undefined);
  return (
    <Modal opened onClose={close} title={t('shortcuts')} closeButtonProps={{ 'aria-label': t('close') }}>
      <dl className={classes.keys}>
        <Keys does={t('searchOrGo')} keys={[modKey, 'K']} />
        <Keys does={t('searchHere')} keys={['/']} />
        <Keys does={t('action.newCode')} keys={['N']} />
        <Keys does={t('shortcuts')} keys={['?']} />
        {getPageKeys().map(({ key, does }) => (
          <Keys key={key} does={does} keys={[arrows[key] ?? key.toUpperCase()]} />
        ))}
        {places.map(({ key, letter = '' }) => (
          <Keys key={key} does={t(`place.${key}`)} keys={['G', letter.toUpperCase()]} />
        ))}
      </dl>
    </Modal>
  );
}

const arrows: Readonly<Record<string, string>> = { ArrowLeft: '←', ArrowRight: '→' };

function Keys({ does, keys }: { readonly does: ReactNode; readonly keys: readonly string[] }) {
  return (
    <div>
      <dt>{does}</dt>
      <dd>
        {keys.map((key) => (
          <Kbd key={key}>{key}</Kbd>
        ))}
      </dd>
    </div>
  );
}
