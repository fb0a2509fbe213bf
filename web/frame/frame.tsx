import { useMediaQuery } from '@mantine/hooks';
import { Outlet } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLater } from '../parts/use-later.ts';
import { useSession } from '../state/session.tsx';
import { Banners } from './banners.tsx';
import type { DialogName } from './dialogs.ts';
import classes from './frame.module.css';
import { PhoneBar, PhoneHead } from './phone.tsx';
import { Rail } from './rail.tsx';
import { useFrameShortcuts } from './use-frame-shortcuts.ts';

const loadPalette = async () => ({ default: (await import('./palette/palette.tsx')).Palette });
const Palette = lazy(loadPalette);
const NewWorkspace = lazy(async () => ({ default: (await import('./new-workspace.tsx')).NewWorkspace }));
const ShortcutsHelp = lazy(async () => ({ default: (await import('./shortcuts-help.tsx')).ShortcutsHelp }));

/** What stands around every page of somebody who is signed in. */
export function Frame() {
  const { t } = useTranslation();
  const { user } = useSession();
  const isWide = useMediaQuery('(min-width: 48em)', true, { getInitialValueInEffect: false });
  const [dialog, setDialog] = useState<DialogName | null>(null);
  useFrameShortcuts(setDialog);
  const isLater = useLater();
  // Ready before it is asked for: whoever presses its keys goes on typing.
  useEffect(() => void (isLater && loadPalette().catch(() => undefined)), [isLater]);
  // For the moment between signing out and the sign-in page.
  if (!user) return null;
  return (
    <div className={classes.frame}>
      <a className={classes.skip} href="#main">
        {t('skip')}
      </a>
      {isWide ? <Rail open={setDialog} /> : <PhoneHead open={setDialog} />}
      <div className={classes.room}>
        <Banners />
        <Outlet />
      </div>
      {!isWide && <PhoneBar />}
      <Dialogs dialog={dialog} open={setDialog} />
    </div>
  );
}

interface DialogsProps {
  readonly dialog: DialogName | null;
  open(dialog: DialogName | null): void;
}

function Dialogs({ dialog, open }: DialogsProps) {
  const close = () => open(null);
  return (
    <Suspense fallback={null}>
      {dialog === 'palette' && <Palette open={open} close={close} />}
      {dialog === 'shortcuts' && <ShortcutsHelp close={close} />}
      {dialog === 'newWorkspace' && <NewWorkspace close={close} />}
    </Suspense>
  );
}
