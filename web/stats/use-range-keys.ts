import { useTranslation } from 'react-i18next';
import { usePageKeys } from '../parts/page-keys.ts';
import type { Day } from './days.ts';
import { movePeriod, presetKeys, presets } from './range.ts';
import type { StatState } from './use-stat-search.ts';

/** A key for every preset, the arrows for the period before and after. */
export function useRangeKeys({ search, change }: StatState, today: Day, openOwn: () => void): void {
  const { t } = useTranslation('stats');
  const step = (steps: -1 | 1) => {
    const period = movePeriod(search.period, steps, today);
    if (period !== undefined) change({ period });
  };
  usePageKeys([
    ...presets.map((period) => ({
      key: presetKeys[period],
      does: t(`period.${period}`),
      run: () => change({ period }),
    })),
    { key: 'c', does: t('period.own'), run: openOwn },
    { key: 'ArrowLeft', does: t('period.back'), run: () => step(-1) },
    { key: 'ArrowRight', does: t('period.on'), run: () => step(1) },
    { key: 'r', does: t('live.button'), run: () => change({ live: !search.live }, true) },
  ]);
}
