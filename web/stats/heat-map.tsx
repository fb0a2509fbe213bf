import { VisuallyHidden } from '@mantine/core';
import { type KeyboardEvent, memo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Metric, WireStatRow } from '../../src/http/dashboard/wire-stats.ts';
import { useFormat } from '../parts/use-format.ts';
import style from './heat-map.module.css';
import { useStatFormat } from './use-stat-format.ts';

/** Of a week: Monday from 0 to 23 o'clock is 0 to 23, Sunday ends with 167. */
export type WeekHour = number;

export interface HeatMapProps {
  /** Of `week_hour`. */
  readonly rows: readonly WireStatRow[];
  readonly metric: Metric;
  isPicked?(hour: WeekHour): boolean;
  pick?(hour: WeekHour): void;
}

const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;
const hours = Array.from({ length: 24 }, (_, hour) => hour);

/** How the hours of a week do: a cell is as strong as its count, and says it when one comes to it. */
export function HeatMap(props: HeatMapProps) {
  const { rows, metric } = props;
  const { t } = useTranslation('stats');
  const words = useCellWords(metric);
  const [seen, setSeen] = useState<WeekHour | null>(null);
  const count = rows.find(({ value }) => Number(value) === seen)?.counts[metric] ?? 0;
  return (
    <div className={style.map} dir="ltr">
      <Week {...props} see={setSeen} />
      <p className={style.said} dir="auto" aria-hidden="true">
        {seen === null ? t('heat.hint') : words(seen, count)}
      </p>
    </div>
  );
}

/** As long as nothing else changes, it stays as it is while the pointer goes over it. */
const Week = memo(function Week({
  rows,
  metric,
  isPicked,
  pick,
  see,
}: HeatMapProps & Pick<CellProps, 'see'>) {
  const { t } = useTranslation('stats');
  const { weekday } = useStatFormat();
  const counts = new Map(rows.map(({ value, counts: of }) => [Number(value), of[metric] ?? 0]));
  const most = Math.max(1, ...counts.values());
  const [at, setAt] = useState<WeekHour>(0);
  const grid = useRef<HTMLTableElement>(null);
  const words = useCellWords(metric);
  const go = (event: KeyboardEvent) => {
    const next = hourAfter(event.key, at);
    if (next === undefined) return;
    event.preventDefault();
    setAt(next);
    grid.current?.querySelector<HTMLElement>(`[data-hour="${next}"]`)?.focus();
  };
  const cell = (hour: WeekHour): CellProps => ({
    hour,
    label: words(hour, counts.get(hour) ?? 0),
    part: (counts.get(hour) ?? 0) / most,
    isCurrent: hour === at,
    isPicked: pick && (isPicked?.(hour) ?? false),
    see,
    pick: () => {
      setAt(hour);
      pick?.(hour);
    },
  });
  return (
    <table ref={grid} aria-label={t('heat.title')} onKeyDown={go} className={style.table}>
      <HourHead />
      <tbody>
        {weekdays.map((day) => (
          <tr key={day}>
            <th scope="row">
              <abbr title={weekday(day)}>{weekday(day, 'short')}</abbr>
            </th>
            {hours.map((hour) => (
              <Cell key={hour} {...cell((day - 1) * 24 + hour)} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
});

function HourHead() {
  const { t } = useTranslation('stats');
  return (
    <thead>
      <tr>
        <th scope="col">
          <VisuallyHidden>{t('heat.weekday')}</VisuallyHidden>
        </th>
        {hours.map((hour) => (
          <th key={hour} scope="col" data-shown={hour % 6 === 0 || undefined}>
            {hour}
          </th>
        ))}
      </tr>
    </thead>
  );
}

interface CellProps {
  readonly hour: WeekHour;
  readonly label: string;
  /** Of the most, 0 to 1. */
  readonly part: number;
  readonly isCurrent: boolean;
  /** Undefined where there is nothing to pick. */
  readonly isPicked: boolean | undefined;
  see(hour: WeekHour | null): void;
  pick(): void;
}

function Cell({ hour, label, part, isCurrent, isPicked, see, pick }: CellProps) {
  // A little is still to be told from nothing.
  const strength = part === 0 ? 0 : 12 + Math.round(part * 88);
  return (
    <td>
      <button
        type="button"
        className={style.cell}
        data-hour={hour}
        tabIndex={isCurrent ? 0 : -1}
        aria-label={label}
        aria-pressed={isPicked}
        style={{ '--strength': `${strength}%` } as object}
        onFocus={() => see(hour)}
        onBlur={() => see(null)}
        onMouseEnter={() => see(hour)}
        onMouseLeave={() => see(null)}
        onClick={pick}
      />
    </td>
  );
}

function useCellWords(metric: Metric): (hour: WeekHour, count: number) => string {
  const { t } = useTranslation('stats');
  const format = useFormat();
  const { weekday, hour: hourOf } = useStatFormat();
  return (hour, count) =>
    t('heat.cell', {
      weekday: weekday(Math.floor(hour / 24) + 1),
      hour: hourOf(hour % 24),
      metric: t(`metric.${metric}`),
      count: format.number(count),
    });
}

/** Time goes from left to right in every language. */
function hourAfter(key: string, at: WeekHour): WeekHour | undefined {
  const [day, hour] = [Math.floor(at / 24), at % 24];
  const to = (newDay: number, newHour: number) =>
    Math.min(Math.max(newDay, 0), 6) * 24 + Math.min(Math.max(newHour, 0), 23);
  if (key === 'ArrowRight') return to(day, hour + 1);
  if (key === 'ArrowLeft') return to(day, hour - 1);
  if (key === 'ArrowDown') return to(day + 1, hour);
  if (key === 'ArrowUp') return to(day - 1, hour);
  if (key === 'Home') return to(day, 0);
  return key === 'End' ? to(day, 23) : undefined;
}
