import { Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { WireDayCounts, WireOverview } from '../../../src/http/dashboard/wire-stats.ts';
import { useFormat } from '../../parts/use-format.ts';
import { Totals } from '../../stats/totals.tsx';
import style from './overview.module.css';

const metrics = ['scans', 'visitors'] as const;

/** Today against yesterday, and the week against the one before: each with as much of the other as there is of it. */
export function DayFigures({ overview }: { readonly overview: WireOverview }) {
  const { t } = useTranslation('overview');
  const { today, yesterdaySoFar, week, weekBefore } = overview;
  const inWords = useInWords();
  return (
    <>
      <Figures
        name="today"
        title={t('today')}
        now={today}
        before={yesterdaySoFar}
        than={t('todayThan', inWords(yesterdaySoFar))}
      />
      <Figures
        name="week"
        title={t('week')}
        now={week}
        before={weekBefore}
        than={t('weekThan', inWords(weekBefore))}
      />
    </>
  );
}

function useInWords() {
  const format = useFormat();
  return ({ scans, visitors }: WireDayCounts) => ({
    scans: format.number(scans),
    visitors: format.number(visitors),
  });
}

interface FiguresProps {
  readonly name: string;
  readonly title: string;
  readonly now: WireDayCounts;
  readonly before: WireDayCounts;
  /** What it is compared with, and the numbers of that. */
  readonly than: string;
}

function Figures({ name, title, now, before, than }: FiguresProps) {
  return (
    <section className={`qz-card ${style.card}`} data-figures={name}>
      <Title order={2} size="h3">
        {title}
      </Title>
      <div className={style.totals}>
        <Totals totals={now} before={before} metrics={metrics} />
      </div>
      <Text size="xs" c="dimmed">
        {than}
      </Text>
    </section>
  );
}
