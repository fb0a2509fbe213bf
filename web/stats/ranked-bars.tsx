import { ActionIcon, Button, Skeleton, Text } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../parts/use-format.ts';
import bars from './bars.module.css';
import style from './ranked-bars.module.css';
import { useStatFormat } from './use-stat-format.ts';

export interface BarRow {
  /** What is picked with it. */
  readonly value: string;
  readonly label: string;
  /** Where it lies, say. */
  readonly detail?: string | undefined;
  readonly count: number;
  /** A way to a page of its own. */
  readonly link?: { readonly to: string; readonly label: string };
}

export interface RankedBarsProps {
  /** The greatest first; undefined while they are not known. */
  readonly rows: readonly BarRow[] | undefined;
  /** What a share is a part of. */
  readonly whole: number;
  /** Different values, where there can be more than rows. */
  readonly total: number;
  readonly picked?: readonly string[];
  pick?(value: string): void;
}

const firstRows = 8;
const moreRows = 50;
/** About as high as the first rows. */
const waitingPx = 280;

/** Names with their counts, and a bar behind each that is as long as its share of the first. */
export function RankedBars({ rows, whole, total, picked = [], pick }: RankedBarsProps) {
  const { t } = useTranslation('stats');
  const format = useFormat();
  const [shown, setShown] = useState(firstRows);
  if (rows === undefined) return <Skeleton h={waitingPx} />;
  const greatest = rows[0]?.count ?? 0;
  if (rows.length === 0) return <Text c="dimmed">{t('noRows')}</Text>;
  return (
    <>
      <ol className={style.rows}>
        {rows.slice(0, shown).map((row) => (
          <Row
            key={`${row.value}|${row.detail ?? ''}`}
            row={row}
            part={greatest === 0 ? 0 : row.count / greatest}
            share={whole === 0 ? 0 : row.count / whole}
            isPicked={picked.includes(row.value)}
            pick={pick}
          />
        ))}
      </ol>
      {rows.length > shown && (
        <Button variant="subtle" size="compact-sm" mt="xs" onClick={() => setShown(shown + moreRows)}>
          {t('showMore', { count: rows.length - shown })}
        </Button>
      )}
      {rows.length <= shown && total > rows.length && (
        <Text size="xs" c="dimmed" mt="xs">
          {t('firstOf', { shown: format.number(rows.length), total: format.number(total) })}
        </Text>
      )}
    </>
  );
}

interface RowProps {
  readonly row: BarRow;
  /** Of the first row. */
  readonly part: number;
  readonly share: number;
  readonly isPicked: boolean;
  readonly pick: ((value: string) => void) | undefined;
}

function Row({ row, part, share, isPicked, pick }: RowProps) {
  const format = useFormat();
  const { percent } = useStatFormat();
  const inside = (
    <>
      <span className={style.name} title={row.label}>
        <bdi>{row.label}</bdi>
        {row.detail !== undefined && row.detail !== '' && <small>{row.detail}</small>}
      </span>
      <span className={style.count}>{format.number(row.count)}</span>
      <span className={bars.share}>{percent(share)}</span>
    </>
  );
  return (
    <li className={style.row} data-value={row.value}>
      <span
        className={`${bars.bar} ${style.bar}`}
        style={{ inlineSize: `${part * 100}%` }}
        aria-hidden="true"
      />
      {pick ? (
        <button
          type="button"
          className={`${bars.line} ${style.line}`}
          aria-pressed={isPicked}
          onClick={() => pick(row.value)}
        >
          {inside}
        </button>
      ) : (
        <div className={`${bars.line} ${style.line}`}>{inside}</div>
      )}
      {row.link && (
        <ActionIcon
          variant="subtle"
          color="gray"
          size={28}
          component={Link}
          to={row.link.to}
          aria-label={row.link.label}
          title={row.link.label}
          className={style.link}
        >
          <IconArrowRight size={14} aria-hidden="true" className="qz-mirror" />
        </ActionIcon>
      )}
    </li>
  );
}
