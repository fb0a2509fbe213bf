import { Tabs, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Dimension, WireStatistics, WireStatRow } from '../../src/http/dashboard/wire-stats.ts';
import { useWorkspace } from '../state/session.tsx';
import { CardHead } from './card-head.tsx';
import { nothingYet } from './nothing-yet.ts';
import { type BarRow, RankedBars } from './ranked-bars.tsx';
import { agentTabs, type FilterName, toggleFilter } from './stat-search.ts';
import type { StatState } from './use-stat-search.ts';
import { filterValueOf, useValueWords } from './use-value-words.ts';

interface ListProps {
  readonly state: StatState;
  readonly answer: WireStatistics;
  /** Whether it is that of the question before, which may lack what this one will have. */
  readonly isBefore: boolean;
}

/** What is broken down by a dimension, to be filtered by. */
export function DimensionList({ state, answer, isBefore, by }: ListProps & { readonly by: FilterName }) {
  const { t } = useTranslation('stats');
  const { search, change } = state;
  const words = useValueWords();
  const isLacking = !answer.breakdowns.some((one) => one.by === by);
  if (isLacking && answer !== nothingYet && !isBefore) return <Text c="dimmed">{t('broad.list')}</Text>;
  const toRow = ({ value, country, region, counts }: WireStatRow): BarRow => {
    const picked = filterValueOf(value);
    const places = [region, country && words('country', country)].filter((one) => one);
    return {
      value: picked,
      label: words(by, picked),
      detail: places.join(', ') || undefined,
      count: counts[metricOf(answer)] ?? 0,
    };
  };
  return (
    <RankedBars
      {...listOf(isLacking ? nothingYet : answer, by, toRow)}
      picked={search.filters[by] ?? []}
      pick={(value) => change({ filters: toggleFilter(search.filters, by, value) })}
    />
  );
}

/** Of the answer, not of the question: while another is on its way, the one before is shown. */
export function metricOf({ metrics }: WireStatistics) {
  return metrics[0] ?? 'scans';
}

function listOf(answer: WireStatistics, by: Dimension, toRow: (row: WireStatRow) => BarRow) {
  const breakdown = answer.breakdowns.find((one) => one.by === by);
  return {
    rows: answer === nothingYet ? undefined : (breakdown?.rows ?? []).map(toRow),
    total: breakdown?.total ?? 0,
    whole: answer.totals[metricOf(answer)] ?? 0,
  };
}

export function AgentsCard(props: ListProps) {
  const { t } = useTranslation('stats');
  const { search, change } = props.state;
  const go = (tab: string | null) =>
    change({ agents: agentTabs.find((one) => one === tab) ?? 'device' }, true);
  return (
    <section className="qz-card" aria-label={t('card.agents')}>
      <CardHead title={t('card.agents')} />
      <Tabs value={search.agents} onChange={go} keepMounted={false}>
        <Tabs.List mb="md">
          {agentTabs.map((tab) => (
            <Tabs.Tab key={tab} value={tab}>
              {t(`by.${tab}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {agentTabs.map((tab) => (
          <Tabs.Panel key={tab} value={tab}>
            <DimensionList {...props} by={tab} />
          </Tabs.Panel>
        ))}
      </Tabs>
    </section>
  );
}

export function ReferrersCard(props: ListProps) {
  const { t } = useTranslation('stats');
  return (
    <section className="qz-card" aria-label={t('card.referrers')}>
      <CardHead title={t('card.referrers')} />
      <DimensionList {...props} by="referrer" />
    </section>
  );
}

/** The codes that have most; a code narrows everything to it, and has a way to its page. */
export function CodesCard({ state, answer }: Omit<ListProps, 'isBefore'>) {
  const { t } = useTranslation('stats');
  const workspace = useWorkspace();
  const toRow = ({ value, code, counts }: WireStatRow): BarRow => ({
    value: String(value),
    label: code?.name ?? String(value),
    detail: code?.slug,
    count: counts[metricOf(answer)] ?? 0,
    link: {
      to: `/w/${workspace}/codes/${value}?tab=statistics`,
      label: t('openCode', { name: code?.name ?? '' }),
    },
  });
  return (
    <section className="qz-card" aria-label={t('card.codes')}>
      <CardHead title={t('card.codes')} />
      <RankedBars {...listOf(answer, 'code', toRow)} pick={(code) => state.change({ set: { code } })} />
    </section>
  );
}
