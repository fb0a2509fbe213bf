import { Button, Group, Skeleton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Empty } from '../parts/empty.tsx';
import { useWorkspace } from '../state/session.tsx';
import { hasFilters } from './stat-search.ts';
import type { StatState } from './use-stat-search.ts';
import { useFirst } from './use-statistics.ts';

/** No hit in what is asked for: what to do depends on whether there are any elsewhere. */
export function NothingThere({ state: { search, change } }: { readonly state: StatState }) {
  const { t } = useTranslation('stats');
  const { result, day } = useFirst(search, true);
  const isFiltered = hasFilters(search.filters);
  if (result.isPending) return <Skeleton h={320} />;
  if (day === undefined && !result.isError) return <NeverScanned code={search.set.code} />;
  return (
    <div className="qz-card">
      <Empty
        title={t(isFiltered ? 'nothing.filtered' : 'nothing.inRange')}
        text={t(isFiltered ? 'nothing.filteredText' : 'nothing.inRangeText')}
        action={
          <Group>
            {isFiltered && (
              <Button variant="default" onClick={() => change({ filters: {} })}>
                {t('clearFilters')}
              </Button>
            )}
            {search.period !== 'all' && (
              <Button onClick={() => change({ period: 'all' })}>{t('nothing.widen')}</Button>
            )}
          </Group>
        }
      />
    </div>
  );
}

function NeverScanned({ code }: { readonly code: string | undefined }) {
  const { t } = useTranslation('stats');
  const workspace = useWorkspace();
  return (
    <div className="qz-card">
      <Empty
        title={t('nothing.never')}
        text={t('nothing.neverText')}
        action={
          <Button
            component={Link}
            to={code === undefined ? `/w/${workspace}/codes` : `/w/${workspace}/codes/${code}?tab=print`}
          >
            {t(code === undefined ? 'nothing.toCodes' : 'nothing.toPrint')}
          </Button>
        }
      />
    </div>
  );
}
