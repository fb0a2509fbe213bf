import { VisuallyHidden } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { CodePicture } from '../../parts/code-picture.tsx';
import type { Entry } from './entry.ts';
import classes from './palette.module.css';

interface PaletteListProps {
  readonly entries: readonly Entry[];
  readonly at: number;
  readonly isAsking: boolean;
  choose(at: number): void;
  run(entry: Entry): void;
}

const groups = ['places', 'actions', 'codes'] as const;

export function PaletteList({ entries, at, isAsking, choose, run }: PaletteListProps) {
  const { t } = useTranslation();
  const shown = groups
    .map((group) => ({
      group,
      rows: entries.flatMap((entry, i) => (entry.group === group ? [{ entry, i }] : [])),
    }))
    .filter(({ rows }) => rows.length > 0)
    .toSorted((one, other) => (one.rows[0]?.i ?? 0) - (other.rows[0]?.i ?? 0));
  return (
    <>
      <div id="palette-list" role="listbox" aria-label={t('results')} className={classes.list}>
        {shown.map(({ group, rows }) => (
          // biome-ignore lint/a11y/useSemanticElements: a group of options has no element of its own.
          <div key={group} role="group" aria-label={t(`group.${group}`)}>
            <div className={classes.group} aria-hidden>
              {t(`group.${group}`)}
            </div>
            {rows.map(({ entry, i }) => (
              <Option
                key={entry.id}
                entry={entry}
                isAt={i === at}
                choose={() => choose(i)}
                run={() => run(entry)}
              />
            ))}
          </div>
        ))}
      </div>
      {entries.length === 0 && !isAsking && <p className={classes.none}>{t('paletteNone')}</p>}
      <VisuallyHidden role="status">
        {isAsking ? '' : t('resultCount', { count: entries.length })}
      </VisuallyHidden>
    </>
  );
}

interface OptionProps {
  readonly entry: Entry;
  readonly isAt: boolean;
  choose(): void;
  run(): void;
}

function Option({ entry, isAt, choose, run }: OptionProps) {
  const row = useRef<HTMLDivElement>(null);
  const Icon = entry.icon;
  useEffect(() => {
    if (isAt) row.current?.scrollIntoView({ block: 'nearest' });
  }, [isAt]);
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and names the option that is chosen.
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys.
    <div
      ref={row}
      id={`palette-${entry.id}`}
      role="option"
      aria-selected={isAt}
      className={classes.option}
      onMouseMove={isAt ? undefined : choose}
      onClick={run}
    >
      {Icon && <Icon size={18} stroke={1.75} aria-hidden />}
      {entry.picture && <CodePicture path={entry.picture} alt="" size={28} />}
      <span className={classes.label}>{entry.label}</span>
      {entry.detail && (
        <span className={entry.group === 'codes' ? `${classes.detail} qz-mono` : classes.detail}>
          {entry.detail}
        </span>
      )}
    </div>
  );
}
