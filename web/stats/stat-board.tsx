import { Button, Group, Stack } from '@mantine/core';
import { IconDownload, IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WireStatistics } from '../../src/http/dashboard/wire-stats.ts';
import { CardHead } from './card-head.tsx';
import { CourseCard } from './course-card.tsx';
import { ExportDialog } from './export-dialog.tsx';
import { FilterChips } from './filter-chips.tsx';
import { HeatMap } from './heat-map.tsx';
import { KindsCard } from './kinds-card.tsx';
import { AgentsCard, CodesCard, metricOf, ReferrersCard } from './list-cards.tsx';
import { LiveFeed } from './live-feed.tsx';
import { NothingThere } from './nothing-there.tsx';
import { nothingYet } from './nothing-yet.ts';
import { PlacesCard } from './places-card.tsx';
import { type Asked, courseQuestion } from './question.ts';
import { RangePicker } from './range-picker.tsx';
import style from './stat-board.module.css';
import { StatProblem } from './stat-problem.tsx';
import { isWeekHour, toggleWeekHour } from './stat-search.ts';
import { useRangeKeys } from './use-range-keys.ts';
import type { StatState } from './use-stat-search.ts';
import { type Shown, useStatistics } from './use-statistics.ts';

/** Everything that is known of the scans of some codes. @param picker chooses which, where that can be chosen */
export function StatBoard({ state, picker }: { readonly state: StatState; readonly picker?: ReactNode }) {
  const { search } = state;
  const shown = useStatistics(search);
  const [isOwn, setOwn] = useState(false);
  useRangeKeys(state, shown.today, () => setOwn(true));
  const isNothing = shown.course.data?.totals.hits === 0 && !shown.course.isPlaceholderData;
  return (
    <Stack gap="md">
      <Group justify="space-between" gap="sm">
        <Group gap="sm">
          {picker}
          <RangePicker
            state={state}
            range={shown.range}
            today={shown.today}
            zone={shown.asked.zone}
            isOwn={isOwn}
            setOwn={setOwn}
          />
        </Group>
        <BoardActions state={state} shown={shown} />
      </Group>
      <FilterChips state={state} />
      {search.live && <LiveFeed search={search} />}
      {isNothing ? (
        <NothingThere state={state} />
      ) : (
        <>
          <CourseCard
            state={state}
            course={shown.course}
            range={shown.range}
            interval={shown.asked.interval}
          />
          <Lists state={state} shown={shown} />
        </>
      )}
    </Stack>
  );
}

function BoardActions({
  state: { search, change },
  shown,
}: {
  readonly state: StatState;
  readonly shown: Shown;
}) {
  const { t } = useTranslation('stats');
  const [isExport, setExport] = useState(false);
  const Icon = search.live ? IconPlayerStop : IconPlayerPlay;
  return (
    <Group gap="xs">
      <Button
        variant={search.live ? 'light' : 'default'}
        aria-pressed={search.live}
        leftSection={<Icon size={16} aria-hidden="true" />}
        onClick={() => change({ live: !search.live }, true)}
      >
        {t('live.button')}
      </Button>
      <Button
        variant="default"
        leftSection={<IconDownload size={16} aria-hidden="true" />}
        onClick={() => setExport(true)}
      >
        {t('export.open')}
      </Button>
      {isExport && (
        <ExportDialog
          asked={shown.asked}
          course={courseAsked(shown)}
          moments={momentsOf(shown.asked, shown.course.data)}
          close={() => setExport(false)}
        />
      )}
    </Group>
  );
}

/** As far as the time before and visitors are among what is shown. */
function courseAsked({ asked, course: { data } }: Shown) {
  const hasVisitors = data === undefined || data.totals.visitors !== undefined;
  return courseQuestion(asked, (data?.previous ?? null) !== null, hasVisitors);
}

/** Of the days that are shown, as the answer has found them in the zone. */
function momentsOf({ times }: Asked, answer: WireStatistics | undefined) {
  if (answer === undefined) return {};
  const since = new Date(answer.since).toISOString();
  return times.until === undefined ? { since } : { since, until: new Date(answer.until).toISOString() };
}

function Lists({
  state,
  shown: { lists, asked, course },
}: {
  readonly state: StatState;
  readonly shown: Shown;
}) {
  const { t } = useTranslation('stats');
  const { search, change } = state;
  const { data, error, refetch, isPlaceholderData } = lists;
  const kinds = course.data && (
    <KindsCard totals={course.data.totals} chosen={search.metric} choose={(metric) => change({ metric })} />
  );
  // Said above already, where it is the same.
  if (error && !data && course.error) return null;
  if (error && !data) {
    return (
      <>
        <StatProblem error={error} state={state} retry={() => void refetch()} />
        {kinds}
      </>
    );
  }
  const answer = data ?? nothingYet;
  const hours = answer.breakdowns.find(({ by }) => by === 'week_hour')?.rows ?? [];
  return (
    <div
      className={style.lists}
      data-one={search.set.code !== undefined || undefined}
      data-stale={isPlaceholderData || undefined}
      inert={data === undefined}
    >
      <div className={style.whole}>
        <PlacesCard state={state} asked={asked} answer={answer} isBefore={isPlaceholderData} />
      </div>
      {search.set.code === undefined && <CodesCard state={state} answer={answer} />}
      <AgentsCard state={state} answer={answer} isBefore={isPlaceholderData} />
      <ReferrersCard state={state} answer={answer} isBefore={isPlaceholderData} />
      <section className={`qz-card ${style.wide}`} aria-label={t('heat.title')}>
        <CardHead title={t('heat.title')} />
        <HeatMap
          rows={hours}
          metric={metricOf(answer)}
          isPicked={(hour) => isWeekHour(search.filters, hour)}
          pick={(hour) => change({ filters: toggleWeekHour(search.filters, hour) })}
        />
      </section>
      {kinds}
    </div>
  );
}
