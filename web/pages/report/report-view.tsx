import { SegmentedControl, Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { WireReport, WireReportHead } from '../../../src/http/dashboard/wire-stats.ts';
import { Foot } from '../../account/gate.tsx';
import { Page } from '../../parts/page.tsx';
import { useFormat } from '../../parts/use-format.ts';
import { Attribution } from '../../stats/attribution.tsx';
import { CardHead } from '../../stats/card-head.tsx';
import { TimeSeries } from '../../stats/time-series.tsx';
import { Totals } from '../../stats/totals.tsx';
import style from './report.module.css';
import { Agents, Countries, Hours, Kinds } from './report-shares.tsx';

interface ReportViewProps {
  readonly head: WireReportHead;
  readonly days: number;
  choose(days: number): void;
  readonly numbers: WireReport | undefined;
  /** These are still those of another range. */
  readonly isOld: boolean;
  readonly problem: ReactNode;
}

export function ReportView({ head, days, choose, numbers, isOld, problem }: ReportViewProps) {
  const { t } = useTranslation('report');
  return (
    <>
      <Page
        title={head.title}
        actions={
          head.days.length > 1 && (
            <SegmentedControl
              aria-label={t('range')}
              value={String(days)}
              data={head.days.map((one) => ({ value: String(one), label: t('daysShort', { count: one }) }))}
              onChange={(value) => choose(Number(value))}
            />
          )
        }
      >
        {problem}
        {numbers === undefined && !problem && <NumbersWaiting />}
        {numbers !== undefined && (
          <div className={style.report} data-old={isOld || undefined} aria-busy={isOld || undefined}>
            <Numbers numbers={numbers} />
          </div>
        )}
      </Page>
      <Foot />
    </>
  );
}

function NumbersWaiting() {
  return (
    <div className={style.report} aria-busy="true">
      <Skeleton h={360} />
      <Skeleton h={360} />
    </div>
  );
}

function Numbers({ numbers }: { readonly numbers: WireReport }) {
  const { t } = useTranslation('report');
  const format = useFormat();
  const { totals, previous, metrics, series, interval, tz, since, until, attribution } = numbers;
  return (
    <>
      <section className="qz-card">
        <CardHead title={t('numbers')}>
          <span className={style.period}>
            {t('period', { from: format.day(since), to: format.day(until - 1), zone: tz })}
          </span>
        </CardHead>
        <Totals totals={totals} before={previous?.totals ?? null} metrics={metrics} />
        {series !== null && (
          <TimeSeries of={numbers} before={previous} metric="scans" interval={interval ?? 'day'} zone={tz} />
        )}
      </section>
      <Countries numbers={numbers} />
      <Agents numbers={numbers} />
      <Hours numbers={numbers} />
      <Kinds numbers={numbers} />
      <Attribution of={attribution} />
    </>
  );
}
