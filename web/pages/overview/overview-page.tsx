import { Button, Group, Skeleton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { WireOverview } from '../../../src/http/dashboard/wire-stats.ts';
import { Page } from '../../parts/page.tsx';
import { Problem } from '../../parts/problem.tsx';
import { useMay, useWorkspace } from '../../state/session.tsx';
import { useAsk } from '../../state/use-ask.ts';
import { CodeFacts } from './code-facts.tsx';
import { GainedCodes, SilentCodes, UnprovedCodes } from './code-lists.tsx';
import { DayBars } from './day-bars.tsx';
import { DayFigures } from './day-figures.tsx';
import { FirstSteps } from './first-steps.tsx';
import style from './overview.module.css';

/** Often enough to see a scan arrive, rarely enough to be left open all day. */
const everyMs = 60_000;

/** One glance at a workspace: the home of whoever is signed in. */
export function OverviewPage() {
  const { t } = useTranslation('overview');
  const workspace = useWorkspace();
  const mayWrite = useMay('codes:write');
  const tz = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const { data, error, refetch } = useAsk(
    'GET /w/:workspace/overview',
    { params: { workspace }, query: { tz } },
    { everyMs },
  );
  const hasCodes = data !== undefined && data.codes.total > 0;
  return (
    <Page
      title={t('title')}
      actions={
        hasCodes && (
          <Group gap="sm">
            <Button variant="default" component={Link} to={`/w/${workspace}/statistics`}>
              {t('statistics')}
            </Button>
            {mayWrite && (
              <Button component={Link} to={`/w/${workspace}/codes/new`}>
                {t('newCode')}
              </Button>
            )}
          </Group>
        )
      }
    >
      {error && data === undefined && <Problem error={error} retry={() => void refetch()} />}
      {data === undefined && !error && <OverviewWaiting />}
      {data !== undefined && (hasCodes ? <Glance overview={data} /> : <FirstSteps hasCodes={false} />)}
    </Page>
  );
}

function Glance({ overview }: { readonly overview: WireOverview }) {
  const wasScanned = overview.days.some(({ scans }) => scans > 0) || overview.silentTotal > 0;
  return (
    <>
      <CodeFacts overview={overview} />
      {wasScanned ? (
        <div className={style.figures}>
          <DayFigures overview={overview} />
          <DayBars days={overview.days} tz={overview.tz} />
        </div>
      ) : (
        <FirstSteps hasCodes />
      )}
      <div className={style.lists}>
        {wasScanned && <GainedCodes overview={overview} />}
        {wasScanned && <SilentCodes overview={overview} />}
        <UnprovedCodes overview={overview} />
      </div>
    </>
  );
}

function OverviewWaiting() {
  return (
    <div className={style.figures} aria-busy="true">
      <Skeleton h={220} />
      <Skeleton h={220} />
      <Skeleton h={220} />
    </div>
  );
}
