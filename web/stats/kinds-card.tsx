import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Metric, WireCounts } from '../../src/http/dashboard/wire-stats.ts';
import { useFormat } from '../parts/use-format.ts';
import bars from './bars.module.css';
import { CardHead } from './card-head.tsx';
import { Definition } from './definition.tsx';
import style from './kinds-card.module.css';
import { useStatFormat } from './use-stat-format.ts';

/** Each hit is one of them. */
const kinds = [
  'scans',
  'repeats',
  'blocked',
  'bots',
  'previews',
  'prefetches',
  'heads',
  'scanners',
] as const satisfies readonly Metric[];

export interface KindsCardProps {
  readonly totals: WireCounts;
  /** What chart, map and lists count. */
  readonly chosen: Metric;
  choose(metric: Metric): void;
}

/** What was counted as a scan and what was not, and why; one of them can be looked at on its own. */
export function KindsCard({ totals, chosen, choose }: KindsCardProps) {
  const { t } = useTranslation('stats');
  const format = useFormat();
  const { percent } = useStatFormat();
  const hits = totals.hits ?? 0;
  return (
    <section className="qz-card" aria-label={t('card.kinds')}>
      <CardHead title={t('card.kinds')} />
      <Text size="sm" c="dimmed" mb="md">
        {t('kindsAbout')}
      </Text>
      <ul className={style.kinds}>
        {kinds.map((metric) => {
          const count = totals[metric] ?? 0;
          const share = hits === 0 ? 0 : count / hits;
          return (
            <li key={metric} data-metric={metric}>
              <span
                className={`${bars.bar} ${style.bar}`}
                style={{ inlineSize: `${share * 100}%` }}
                aria-hidden="true"
              />
              <button
                type="button"
                className={bars.line}
                aria-pressed={metric === chosen}
                onClick={() => choose(metric === chosen ? 'scans' : metric)}
              >
                <span className={style.name}>{t(`metric.${metric}`)}</span>
                <span>{format.number(count)}</span>
                <span className={bars.share}>{percent(share)}</span>
              </button>
              <Definition metric={metric} />
              <small className={style.why}>{t(`why.${metric}`)}</small>
            </li>
          );
        })}
      </ul>
      <p className={style.sum}>
        <span>{t('metric.hits')}</span>
        <strong>{format.number(hits)}</strong>
      </p>
    </section>
  );
}
