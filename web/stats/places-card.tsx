import { Group, Skeleton, Tabs } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { WireStatistics } from '../../src/http/dashboard/wire-stats.ts';
import { Attribution } from './attribution.tsx';
import { CardHead } from './card-head.tsx';
import { DimensionList, metricOf } from './list-cards.tsx';
import style from './places-card.module.css';
import { type Asked, dimensionQuestion } from './question.ts';
import { StatProblem } from './stat-problem.tsx';
import { placeTabs, toggleFilter } from './stat-search.ts';
import type { StatState } from './use-stat-search.ts';
import { useStat } from './use-statistics.ts';
import { WorldMap } from './world-map.tsx';

export interface PlacesCardProps {
  readonly state: StatState;
  readonly asked: Asked;
  /** With countries. */
  readonly answer: WireStatistics;
  /** Whether it is that of the question before. */
  readonly isBefore: boolean;
}

/** The world, and its countries, regions and cities. */
export function PlacesCard({ state, asked, answer, isBefore }: PlacesCardProps) {
  const { t } = useTranslation('stats');
  const { search, change } = state;
  const countries = answer.breakdowns.find(({ by }) => by === 'country')?.rows ?? [];
  const go = (tab: string | null) =>
    change({ places: placeTabs.find((one) => one === tab) ?? 'country' }, true);
  return (
    <section className="qz-card" aria-label={t('card.places')}>
      <CardHead title={t('card.places')} />
      <div className={style.places}>
        <WorldMap
          rows={countries}
          metric={metricOf(answer)}
          selected={search.filters.country ?? []}
          onPick={(country) => change({ filters: toggleFilter(search.filters, 'country', country) })}
        />
        <Tabs value={search.places} onChange={go} keepMounted={false}>
          <Tabs.List mb="md">
            {placeTabs.map((tab) => (
              <Tabs.Tab key={tab} value={tab}>
                {t(`by.${tab}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Tabs.Panel value="country">
            <DimensionList state={state} answer={answer} isBefore={isBefore} by="country" />
          </Tabs.Panel>
          <Tabs.Panel value="region">
            <SmallPlaces state={state} asked={asked} by="region" />
          </Tabs.Panel>
          <Tabs.Panel value="city">
            <SmallPlaces state={state} asked={asked} by="city" />
          </Tabs.Panel>
        </Tabs>
      </div>
      <Group mt="md">
        <Attribution of={answer.attribution} />
      </Group>
    </section>
  );
}

/** Asked for when they are looked at. */
function SmallPlaces({
  state,
  asked,
  by,
}: Omit<PlacesCardProps, 'answer' | 'isBefore'> & { readonly by: 'region' | 'city' }) {
  const { data, error, refetch, isPlaceholderData } = useStat(dimensionQuestion(asked, by));
  if (error && !data) return <StatProblem error={error} state={state} retry={() => void refetch()} />;
  if (!data) return <Skeleton h={280} />;
  return <DimensionList state={state} answer={data} isBefore={isPlaceholderData} by={by} />;
}
