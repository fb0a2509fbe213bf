import { Badge, Button, Group, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { WireHealth } from '../../../src/http/dashboard/wire-people.ts';
import { Answered } from '../../parts/answered.tsx';
import { Page } from '../../parts/page.tsx';
import { useFormat } from '../../parts/use-format.ts';
import { useAsk } from '../../state/use-ask.ts';
import { checkWords, healthWords } from './health-words.ts';
import css from './instance.module.css';

export function InstanceHealthPage() {
  const { t } = useTranslation('instance');
  const format = useFormat();
  const health = useAsk('GET /instance/health', {});
  return (
    <Page
      title={t('healthTitle')}
      about={t('healthAbout')}
      actions={
        <Button variant="default" loading={health.isFetching} onClick={() => void health.refetch()}>
          {t('refresh')}
        </Button>
      }
    >
      <Answered asked={health} rows={6}>
        {(report) => (
          <Stack gap="sm" maw={760}>
            <Report health={report} />
            <Text size="xs" c="dimmed" role="status">
              {t('asOf', { time: format.time(health.dataUpdatedAt) })}
            </Text>
          </Stack>
        )}
      </Answered>
    </Page>
  );
}

function Report({ health }: { readonly health: WireHealth }) {
  const { t } = useTranslation('instance');
  return (
    <Stack className="qz-card" gap="lg">
      <div>
        <Group gap="sm">
          <Title order={2}>{t('healthNow')}</Title>
          <StatusBadge status={health.status} />
        </Group>
        <Text c="dimmed">{t(healthWords(health.status).about)}</Text>
      </div>
      <ul className={css.checks}>
        {Object.entries(health.checks).map(([name, check]) => (
          <Check key={name} name={name} check={check} />
        ))}
      </ul>
    </Stack>
  );
}

function Check({ name, check }: { readonly name: string; readonly check: WireHealth['checks'][string] }) {
  const { t } = useTranslation('instance');
  const words = checkWords(name);
  return (
    <li className={css.check}>
      <div>
        <Text fw={500}>{words === undefined ? <span className="qz-mono">{name}</span> : t(words.name)}</Text>
        {words !== undefined && <Text c="dimmed">{t(words.about)}</Text>}
        <Detail check={check} />
      </div>
      <StatusBadge status={check.status} />
    </li>
  );
}

/** As the server says it, which is English, where there are no words for it. */
function Detail({ check }: { readonly check: WireHealth['checks'][string] }) {
  const { t } = useTranslation('instance');
  const format = useFormat();
  if (check.freeBytes !== undefined)
    return <Text>{t('diskFree', { left: format.bytes(check.freeBytes) })}</Text>;
  if (check.detail === undefined) return null;
  return (
    <Text>
      <bdi lang="en">{check.detail}</bdi>
    </Text>
  );
}

function StatusBadge({ status }: { readonly status: string }) {
  const { t } = useTranslation('instance');
  const { name, color } = healthWords(status);
  return (
    <Badge variant="light" color={color} tt="none" flex="none">
      {t(name)}
    </Badge>
  );
}
