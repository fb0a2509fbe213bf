import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Dimension, Metric, WireBreakdown, WireReport } from '../../../src/http/dashboard/wire-stats.ts';
import { CardHead } from '../../stats/card-head.tsx';
import { HeatMap } from '../../stats/heat-map.tsx';
import { RankedBars } from '../../stats/ranked-bars.tsx';
import type { FilterName } from '../../stats/stat-search.ts';
import { filterValueOf, useValueWords } from '../../stats/use-value-words.ts';
import { WorldMap } from '../../stats/world-map.tsx';
import style from './report.module.css';

interface SharesProps {
  readonly numbers: WireReport;
}

/** A report need not have all of them: what is not in the answer is not on the page. */
function breakdownOf({ breakdowns }: WireReport, by: Dimension): WireBreakdown | undefined {
  return breakdowns.find((one) => one.by === by);
}

export function Countries({ numbers }: SharesProps) {
  const { t } = useTranslation('report');
  const countries = breakdownOf(numbers, 'country');
  if (countries === undefined) return null;
  return (
    <section className="qz-card" data-shares="country">
      <CardHead title={t('countries')} />
      <div className={style.places}>
        <WorldMap rows={countries.rows} metric="scans" />
        <div>
          <Bars name="country" of={countries} metric="scans" />
        </div>
      </div>
    </section>
  );
}

export function Agents({ numbers }: SharesProps) {
  const { t } = useTranslation('report');
  return (
    <div className={style.agents}>
      {(['device', 'os', 'browser'] as const).map((name) => {
        const found = breakdownOf(numbers, name);
        return (
          found && (
            <section key={name} className="qz-card" data-shares={name}>
              <CardHead title={t(`agents.${name}`)} />
              <Bars name={name} of={found} metric="scans" />
            </section>
          )
        );
      })}
    </div>
  );
}

export function Hours({ numbers }: SharesProps) {
  const { t } = useTranslation('report');
  const hours = breakdownOf(numbers, 'week_hour');
  if (hours === undefined) return null;
  return (
    <section className="qz-card" data-shares="week_hour">
      <CardHead title={t('hours')} />
      <HeatMap rows={hours.rows} metric="scans" />
    </section>
  );
}

export function Kinds({ numbers }: SharesProps) {
  const { t } = useTranslation('report');
  const kinds = breakdownOf(numbers, 'kind');
  if (kinds === undefined) return null;
  return (
    <section className="qz-card" data-shares="kind">
      <CardHead title={t('kinds')} />
      <Text c="dimmed" mb="md" maw={640}>
        {t('kindsAre')}
      </Text>
      <Bars name="kind" of={kinds} metric="hits" />
    </section>
  );
}

interface BarsProps {
  readonly name: FilterName;
  readonly of: WireBreakdown;
  readonly metric: Metric;
}

function Bars({ name, of: { rows, total }, metric }: BarsProps) {
  const words = useValueWords();
  const bars = rows
    .map(({ value, counts }) => ({ value: filterValueOf(value), count: counts[metric] ?? 0 }))
    .filter(({ count }) => count > 0)
    .map((row) => ({ ...row, label: words(name, row.value) }));
  const whole = bars.reduce((sum, { count }) => sum + count, 0);
  return <RankedBars rows={bars} whole={whole} total={Math.min(total, bars.length)} />;
}
