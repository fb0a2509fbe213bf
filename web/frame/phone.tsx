import { ActionIcon } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { OpenDialog } from './dialogs.ts';
import classes from './frame.module.css';
import { isOutside, type Section } from './places.ts';
import { PlaceLink } from './rail.tsx';
import { usePlaces } from './use-places.ts';
import { UserMenu } from './user-menu.tsx';
import { WorkspaceMenu } from './workspace-menu.tsx';

/** At the top of phones: the workspace, and the places of the section one is in. */
export function PhoneHead({ open }: { readonly open: OpenDialog }) {
  const { t } = useTranslation();
  const { section, place } = usePlaces();
  return (
    <header className={classes.head}>
      <div className={classes.headRow}>
        <WorkspaceMenu open={open} />
        <ActionIcon variant="subtle" size={44} aria-label={t('searchOrGo')} onClick={() => open('palette')}>
          <IconSearch size={20} aria-hidden />
        </ActionIcon>
        <UserMenu open={open} isSmall />
      </div>
      {section && section.places.length > 1 && (
        <nav aria-label={t(section.key)} className={classes.tabs}>
          {section.places.map((one) => (
            <PlaceLink key={one.key} place={one} className={classes.tab} isHere={one.key === place?.key} />
          ))}
        </nav>
      )}
    </header>
  );
}

/** At the bottom of phones, where the thumb is; one's account is in the menu at the top. */
export function PhoneBar() {
  const { t } = useTranslation();
  const { sections, section } = usePlaces();
  return (
    <nav aria-label={t('places')} className={classes.bar}>
      {sections
        .filter(({ key }) => key !== 'accountSection')
        .map((one) => (
          <BarLink key={one.key} section={one} isHere={one.key === section?.key} />
        ))}
    </nav>
  );
}

function BarLink({ section, isHere }: { readonly section: Section; readonly isHere: boolean }) {
  const { t } = useTranslation();
  const [first] = section.places;
  const Icon = section.icon;
  if (!first) return null;
  const inside = (
    <>
      <Icon size={22} stroke={1.75} aria-hidden />
      <span>{t(section.key === 'settingsSection' ? 'settingsInBar' : section.key)}</span>
    </>
  );
  return isOutside(first) ? (
    <a href={first.to} target="_blank" rel="noopener" className={classes.barLink}>
      {inside}
    </a>
  ) : (
    <Link
      to={first.to}
      className={classes.barLink}
      data-here={isHere || undefined}
      aria-current={isHere ? 'true' : undefined}
    >
      {inside}
    </Link>
  );
}
