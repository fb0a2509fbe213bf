import { Group, SegmentedControl, Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Interval, Metric } from '../../src/http/dashboard/wire-stats.ts';
import { offeredIntervals } from './interval.ts';
import { type DayRange, lengthOf } from './range.ts';
import style from './stat-board.module.css';
import { StatProblem } from './stat-problem.tsx';
import { TimeSeries } from './time-series.tsx';
import { Totals } from './totals.tsx';
import type { StatState } from './use-stat-search.ts';
import type { StatResult } from './use-statistics.ts';

export interface CourseCardProps {
  readonly state: StatState;
  readonly course: StatResult;
  readonly range: DayRange;
  readonly interval: Interval;
}

/** How many, against the time before, and how it went. */
export function CourseCard({ state, course, range, interval }: CourseCardProps) {
  const { t } = useTranslation('stats');
  const { search, change } = state;
  const { data, error, refetch, isPlaceholderData } = course;
  // Numbers that could not be asked for anew are better than none.
  if (error && !data) return <StatProblem error={error} state={state} retry={() => void refetch()} />;
  if (!data) return <Skeleton h={420} />;
  const shown = offeredIntervals(lengthOf(range));
  return (
    <section className="qz-card" aria-label={t('card.course')} data-stale={isPlaceholderData || undefined}>
      <div className={style.courseHead}>
        <Totals
          totals={data.totals}
          before={data.previous?.totals ?? null}
          metrics={headMetrics(search.metric)}
          chosen={search.metric}
          choose={(metric) => change({ metric })}
        />
        {shown.length > 1 && (
          <Group>
            <SegmentedControl
              size="xs"
              aria-label={t('interval.label')}
              value={interval}
              onChange={(next) => change({ interval: next as Interval }, true)}
              data={shown.map((one) => ({ value: one, label: t(`interval.${one}`) }))}
            />
          </Group>
        )}
      </div>
      <TimeSeries
        of={data}
        before={data.previous}
        metric={search.metric}
        interval={data.interval ?? interval}
        zone={data.tz}
      />
    </section>
  );
}

/** What everybody asks, and what is looked at besides. */
function headMetrics(chosen: Metric): readonly Metric[] {
  return [...new Set<Metric>(['scans', 'visitors', 'hits', chosen])];
}
