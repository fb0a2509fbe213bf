import { Kbd, UnstyledButton } from '@mantine/core';
import { IconExternalLink, IconSearch } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { WordMark } from '../parts/word-mark.tsx';
import type { OpenDialog } from './dialogs.ts';
import classes from './frame.module.css';
import { isOutside, type Place, type Section } from './places.ts';
import { usePlaces } from './use-places.ts';
import { modKey } from './use-shortcuts.ts';
import { UserMenu } from './user-menu.tsx';
import { WorkspaceMenu } from './workspace-menu.tsx';

/** At the side of wide screens: the section one is in shows its places. */
export function Rail({ open }: { readonly open: OpenDialog }) {
  const { t } = useTranslation();
  const { sections, section, place } = usePlaces();
  return (
    <nav aria-label={t('places')} className={classes.rail}>
      <Link to="/" className={classes.home} aria-label={t('home')}>
        <WordMark />
      </Link>
      <WorkspaceMenu open={open} />
      <UnstyledButton className={classes.search} onClick={() => open('palette')}>
        <IconSearch size={16} aria-hidden />
        <span>{t('searchOrGo')}</span>
        <Kbd size="xs" aria-hidden>
          {modKey} K
        </Kbd>
      </UnstyledButton>
      <div className={classes.nav}>
        <ul>
          {sections.map((one) => (
            <li key={one.key} className={classes.section}>
              <SectionLink section={one} isHere={one.key === section?.key} />
              {one.key === section?.key && !isAlone(one) && <PlaceList section={one} here={place} />}
            </li>
          ))}
        </ul>
      </div>
      <UserMenu open={open} />
    </nav>
  );
}

/** Its one place is the section itself. */
function isAlone({ places }: Section): boolean {
  return places.length === 1;
}

function SectionLink({ section, isHere }: { readonly section: Section; readonly isHere: boolean }) {
  const { t } = useTranslation();
  const [first] = section.places;
  const Icon = section.icon;
  if (!first) return null;
  const inside = (
    <>
      <Icon size={18} stroke={1.75} aria-hidden />
      {t(section.key)}
    </>
  );
  // The heading of the places below it, which say themselves which of them is shown.
  return isOutside(first) ? (
    <a href={first.to} target="_blank" rel="noopener" className={classes.top}>
      {inside}
    </a>
  ) : (
    <Link
      to={first.to}
      className={classes.top}
      data-here={isHere || undefined}
      {...(isAlone(section) && isHere && { 'data-alone': true, 'aria-current': 'page' as const })}
    >
      {inside}
    </Link>
  );
}

function PlaceList({ section, here }: { readonly section: Section; readonly here: Place | undefined }) {
  return (
    <ul className={classes.places}>
      {section.places.map((place) => (
        <li key={place.key}>
          <PlaceLink place={place} className={classes.place} isHere={place.key === here?.key} />
        </li>
      ))}
    </ul>
  );
}

interface PlaceLinkProps {
  readonly place: Place;
  readonly isHere: boolean;
  readonly className: string | undefined;
}

export function PlaceLink({ place, isHere, className }: PlaceLinkProps) {
  const { t } = useTranslation();
  if (isOutside(place)) {
    return (
      <a href={place.to} target="_blank" rel="noopener" className={className}>
        {t(`place.${place.key}`)}
        <IconExternalLink size={14} aria-label={t('newTab')} />
      </a>
    );
  }
  return (
    <Link
      to={place.to}
      className={className}
      data-here={isHere || undefined}
      activeProps={{}}
      aria-current={isHere ? 'page' : undefined}
    >
      {t(`place.${place.key}`)}
    </Link>
  );
}
