import { Button, Skeleton, Text } from '@mantine/core';
import { type KeyboardEvent, lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Interval, Metric, WireStatPeriod } from '../../src/http/dashboard/wire-stats.ts';
import { useFormat } from '../parts/use-format.ts';
import { cutOf } from './interval.ts';
import { SeriesTable } from './series-table.tsx';
import style from './time-series.module.css';
import { Change } from './totals.tsx';
import { useStatFormat } from './use-stat-format.ts';

/** Asked for while the numbers are: on its own it would come behind them. */
const plot = import('./series-plot.tsx');
// Whoever shows it says what is wrong.
plot.catch(() => undefined);
const SeriesPlot = lazy(async () => ({ default: (await plot).SeriesPlot }));

export interface TimeSeriesProps {
  readonly of: WireStatPeriod;
  /** Drawn behind it, point by point. */
  readonly before: WireStatPeriod | null;
  readonly metric: Metric;
  readonly interval: Interval;
  readonly zone: string;
  /** In px. */
  readonly height?: number;
}

/** A point of the chart as it is drawn, said and written into the table. */
export interface SeriesPoint {
  readonly startMs: number;
  readonly count: number;
  /** Of the same place in the time before. */
  readonly before: { readonly startMs: number; readonly count: number } | null;
  /** The range does not have all of it. */
  readonly isCut: boolean;
}

/** How a number went; what is drawn can be read by the arrow keys, and as a table. */
export function TimeSeries({ of, before, metric, interval, zone, height = 240 }: TimeSeriesProps) {
  const { t } = useTranslation('stats');
  const [isTable, setTable] = useState(false);
  const points = pointsOf({ of, before, metric, interval, zone });
  const hasCut = points.some(({ isCut }) => isCut);
  return (
    <div className={style.series}>
      {isTable ? (
        <SeriesTable points={points} {...{ metric, interval, zone }} />
      ) : (
        <Chart points={points} {...{ metric, interval, zone, height }} />
      )}
      <div className={style.below}>
        <ul className={style.legend}>
          <li data-line="now">{t('chart.now')}</li>
          {before !== null && <li data-line="before">{t('chart.before')}</li>}
          {hasCut && <li data-line="cut">{t('chart.cut')}</li>}
        </ul>
        <Button variant="subtle" size="compact-sm" onClick={() => setTable(!isTable)}>
          {t(isTable ? 'chart.asChart' : 'chart.asTable')}
        </Button>
      </div>
    </div>
  );
}

function pointsOf({ of, before, metric, interval, zone }: TimeSeriesProps): readonly SeriesPoint[] {
  const series = of.series ?? [];
  const cut = cutOf(
    series.map(({ start }) => start),
    of.until,
    interval,
    zone,
  );
  return series.map((point, place) => {
    const same = before?.series?.[place];
    return {
      startMs: point.start,
      count: point[metric] ?? 0,
      before: same === undefined ? null : { startMs: same.start, count: same[metric] ?? 0 },
      isCut: (place === 0 && cut.first) || (place === series.length - 1 && cut.last),
    };
  });
}

interface ChartProps {
  readonly points: readonly SeriesPoint[];
  readonly metric: Metric;
  readonly interval: Interval;
  readonly zone: string;
  readonly height: number;
}

/** A slider over the points: a screen reader says each as one comes to it. */
function Chart({ points, metric, interval, zone, height }: ChartProps) {
  const { t } = useTranslation('stats');
  const { tick } = useStatFormat();
  const words = usePointWords(metric, interval, zone);
  const [at, setAt] = useState<number | null>(null);
  const last = points.length - 1;
  const current = Math.min(at ?? last, last);
  const go = (event: KeyboardEvent) => {
    const next = { ArrowLeft: current - 1, ArrowRight: current + 1, Home: 0, End: last }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    setAt(Math.min(Math.max(next, 0), last));
  };
  const point = points[current];
  return (
    <div
      className={style.chart}
      dir="ltr"
      role="slider"
      tabIndex={0}
      aria-label={t('chart.label', { metric: t(`metric.${metric}`) })}
      aria-valuemin={0}
      aria-valuemax={Math.max(last, 0)}
      aria-valuenow={Math.max(current, 0)}
      aria-valuetext={point && words(point)}
      onKeyDown={go}
      onFocus={({ currentTarget }) => currentTarget.matches(':focus-visible') && setAt(current)}
      onBlur={() => setAt(null)}
    >
      <Suspense fallback={<Skeleton h={height} />}>
        <SeriesPlot
          points={points}
          height={height}
          at={at}
          see={setAt}
          tick={(ms, stepMs) => tick(ms, stepMs, zone)}
          tip={
            at !== null && points[at] ? (
              <Tip point={points[at]} metric={metric} interval={interval} zone={zone} />
            ) : null
          }
          zone={zone}
        />
      </Suspense>
    </div>
  );
}

function Tip({
  point,
  metric,
  interval,
  zone,
}: { point: SeriesPoint } & Omit<ChartProps, 'points' | 'height'>) {
  const { t } = useTranslation('stats');
  const format = useFormat();
  const { point: nameOf } = useStatFormat();
  return (
    <div dir="auto" className={style.tip}>
      <Text size="xs" c="dimmed">
        {nameOf(point.startMs, interval, zone)}
        {point.isCut && ` · ${t('chart.cut')}`}
      </Text>
      <Text fw={600}>
        {t(`metric.${metric}`)}: {format.number(point.count)}
      </Text>
      {point.before && (
        <Text size="xs" c="dimmed">
          {nameOf(point.before.startMs, interval, zone)}: {format.number(point.before.count)}{' '}
          {!point.isCut && <Change now={point.count} before={point.before.count} />}
        </Text>
      )}
    </div>
  );
}

/** A point in one line. */
function usePointWords(metric: Metric, interval: Interval, zone: string): (point: SeriesPoint) => string {
  const { t } = useTranslation('stats');
  const format = useFormat();
  const { point: nameOf } = useStatFormat();
  return ({ startMs, count, before, isCut }) =>
    [
      `${nameOf(startMs, interval, zone)}: ${t(`metric.${metric}`)} ${format.number(count)}`,
      ...(before ? [`${t('chart.before')}: ${format.number(before.count)}`] : []),
      ...(isCut ? [t('chart.cut')] : []),
    ].join('. ');
}
