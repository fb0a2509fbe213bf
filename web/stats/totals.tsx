import { VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Metric, WireCounts } from '../../src/http/dashboard/wire-stats.ts';
import { useFormat } from '../parts/use-format.ts';
import { changeOf } from './change.ts';
import { Definition } from './definition.tsx';
import style from './totals.module.css';
import { useStatFormat } from './use-stat-format.ts';

export interface TotalsProps {
  readonly totals: WireCounts;
  /** Of the period before; null where there is none to compare with. */
  readonly before: WireCounts | null;
  readonly metrics: readonly Metric[];
  /** The one that the chart shows, where one can be chosen. */
  readonly chosen?: Metric;
  choose?(metric: Metric): void;
}

/** The numbers at the head, each with its definition and its change. */
export function Totals({ totals, before, metrics, chosen, choose }: TotalsProps) {
  const { t } = useTranslation('stats');
  return (
    <ul className={style.totals}>
      {metrics.map((metric) => (
        <li key={metric} data-chosen={metric === chosen || undefined} data-metric={metric}>
          <span className={style.head}>
            {choose ? (
              <button
                type="button"
                className={style.pick}
                aria-pressed={metric === chosen}
                onClick={() => choose(metric)}
              >
                {t(`metric.${metric}`)}
              </button>
            ) : (
              t(`metric.${metric}`)
            )}
            <Definition metric={metric} />
          </span>
          <strong className={style.number}>
            <Total count={totals[metric]} />
          </strong>
          {before !== null && totals[metric] !== undefined && (
            <Change now={totals[metric]} before={before[metric] ?? 0} />
          )}
        </li>
      ))}
    </ul>
  );
}

/** Visitors are not there where filters leave too many scans to look at one by one. */
function Total({ count }: { readonly count: number | undefined }) {
  const { t } = useTranslation('stats');
  const format = useFormat();
  if (count !== undefined) return format.number(count);
  return (
    <span title={t('broad.number')}>
      <span aria-hidden="true">–</span>
      <VisuallyHidden>{t('broad.number')}</VisuallyHidden>
    </span>
  );
}

/** ▲ 12 %: how a number stands against the one before, in words for whoever does not see it. */
export function Change({ now, before }: { readonly now: number; readonly before: number }) {
  const { t } = useTranslation('stats');
  const format = useFormat();
  const { percent } = useStatFormat();
  const change = changeOf(now, before);
  const ratio = 'ratio' in change ? percent(change.ratio) : '';
  const said = t(`change.${change.is}`, { ratio, before: format.number(before) });
  const sign = { up: `▲ ${ratio}`, down: `▼ ${ratio}`, new: t('change.newWord'), same: '=' }[change.is];
  return (
    <span className={style.change} data-is={change.is} title={said}>
      <span aria-hidden="true">{sign}</span>
      <VisuallyHidden>{said}</VisuallyHidden>
    </span>
  );
}
