import { Anchor, Badge, Group, Progress, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { WireUsage } from '../../../src/http/dashboard/wire-people.ts';
import { Answered } from '../../parts/answered.tsx';
import { Card } from '../../parts/card.tsx';
import { Page } from '../../parts/page.tsx';
import { planWords } from '../../parts/plan-words.ts';
import { useFormat } from '../../parts/use-format.ts';
import { useSession, useWorkspace } from '../../state/session.tsx';
import { useAsk } from '../../state/use-ask.ts';
import { type PlanBar, planBars } from './plan-bars.ts';

export function PlanPage() {
  const { t } = useTranslation('settings');
  const workspace = useAsk('GET /w/:workspace', { params: { workspace: useWorkspace() } });
  return (
    <Page title={t('planTitle')} about={t('planAbout')}>
      <Stack gap="lg" maw={760}>
        <Answered asked={workspace}>{({ usage }) => <Usage usage={usage} />}</Answered>
        <Card title={t('limitTitle')}>
          <Text maw={640}>{t('limitText')}</Text>
          <Text maw={640} c="dimmed">
            {t('limitScans')}
          </Text>
        </Card>
        <WhoChanges />
      </Stack>
    </Page>
  );
}

const barWords = {
  codes: { name: 'barCodes', about: 'barCodesAbout' },
  scans: { name: 'barScans', about: 'barScansAbout' },
  seats: { name: 'barSeats', about: 'barSeatsAbout' },
} as const satisfies Readonly<Record<PlanBar['name'], object>>;

function Usage({ usage }: { readonly usage: WireUsage }) {
  const { t } = useTranslation('settings');
  const { t: words } = useTranslation('api');
  const format = useFormat();
  const { name, requestsPerMinute } = usage.plan;
  return (
    <Stack component="section" className="qz-card" gap="lg">
      <Group gap="sm">
        <Title order={2}>{t('planNow')}</Title>
        <Badge size="lg" variant="light" tt="none">
          {words(planWords[name])}
        </Badge>
      </Group>
      {planBars(usage).map((bar) => (
        <Bar key={bar.name} bar={bar} />
      ))}
      <div>
        <Group justify="space-between">
          <Text fw={500}>{t('barRequests')}</Text>
          <Text className="qz-numbers">
            {requestsPerMinute === 0 ? t('noLimit') : format.number(requestsPerMinute)}
          </Text>
        </Group>
        <Text size="xs" c="dimmed">
          {t('barRequestsAbout')}
        </Text>
      </div>
    </Stack>
  );
}

const colors = { ok: 'var(--qz-accent)', near: 'var(--qz-warning)', full: 'var(--qz-danger)' } as const;

function Bar({ bar }: { readonly bar: PlanBar }) {
  const { t } = useTranslation('settings');
  const format = useFormat();
  const { name, about } = barWords[bar.name];
  const used = format.number(bar.used);
  const text =
    bar.most === null ? t('usedFree', { used }) : t('usedOf', { used, most: format.number(bar.most) });
  return (
    <div>
      <Group justify="space-between">
        <Text fw={500}>{t(name)}</Text>
        <Text className="qz-numbers">
          {text}
          {bar.tone === 'full' && ` · ${t('barFull')}`}
        </Text>
      </Group>
      {bar.percent !== null && (
        <Progress
          my="xs"
          size="sm"
          value={bar.percent}
          color={colors[bar.tone]}
          aria-label={`${t(name)}: ${text}`}
        />
      )}
      <Text size="xs" c="dimmed">
        {t(about)}
      </Text>
    </div>
  );
}

function WhoChanges() {
  const { t } = useTranslation('settings');
  const isOperator = useSession().user?.isOperator ?? false;
  return (
    <Group gap="sm">
      <Text c="dimmed">{t('planChanges')}</Text>
      {isOperator && (
        <Anchor renderRoot={(props) => <Link to="/instance/workspaces" {...props} />}>
          {t('planOperator')}
        </Anchor>
      )}
    </Group>
  );
}
