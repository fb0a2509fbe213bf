import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Problem } from '../parts/problem.tsx';
import type { AskError } from '../state/api.ts';
import { hasFilters } from './stat-search.ts';
import type { StatState } from './use-stat-search.ts';

interface StatProblemProps {
  readonly error: AskError;
  readonly state: StatState;
  retry(): void;
}

/** What went wrong with numbers; where a question was too broad, what makes it narrower. */
export function StatProblem({ error, state: { search, change }, retry }: StatProblemProps) {
  const { t } = useTranslation('stats');
  if (error.problem.code !== 'too_broad') return <Problem error={error} retry={retry} />;
  return (
    <Alert color="yellow" title={t('broad.title')}>
      <Stack gap="sm">
        <Text>{t('broad.text')}</Text>
        <Group gap="xs">
          {search.period !== '7d' && search.period !== 'today' && (
            <Button variant="default" size="xs" onClick={() => change({ period: '7d' })}>
              {t('period.7d')}
            </Button>
          )}
          {hasFilters(search.filters) && (
            <Button variant="default" size="xs" onClick={() => change({ filters: {} })}>
              {t('clearFilters')}
            </Button>
          )}
          {search.metric === 'visitors' && (
            <Button variant="default" size="xs" onClick={() => change({ metric: 'scans' })}>
              {t('broad.scans')}
            </Button>
          )}
        </Group>
      </Stack>
    </Alert>
  );
}
