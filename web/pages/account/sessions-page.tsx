import { Badge, Button, Group, Skeleton, Text } from '@mantine/core';
import { IconDeviceDesktop, IconDeviceMobile } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WireBrowserSession } from '../../../src/http/dashboard/wire-people.ts';
import classes from '../../account/rows.module.css';
import { Confirm } from '../../parts/confirm.tsx';
import { Page } from '../../parts/page.tsx';
import { Problem } from '../../parts/problem.tsx';
import { toast } from '../../parts/toasts.tsx';
import { useFormat } from '../../parts/use-format.ts';
import { useTry } from '../../parts/use-try.ts';
import { useAsk, useTell } from '../../state/use-ask.ts';

export function SessionsPage() {
  const { t } = useTranslation('account');
  const { data, error, refetch } = useAsk('GET /sessions', {});
  const others = data?.filter(({ current }) => !current).length ?? 0;
  return (
    <Page
      title={t('sessionsTitle')}
      about={t('sessionsAbout')}
      width="narrow"
      actions={others > 0 && <EndOthers />}
    >
      {error && <Problem error={error} retry={() => void refetch()} />}
      {!data && !error && <Skeleton h={160} />}
      {data && (
        <ul className={`qz-card ${classes.rows}`}>
          {data.map((session) => (
            <SessionRow key={session.id} session={session} />
          ))}
        </ul>
      )}
    </Page>
  );
}

function SessionRow({ session }: { readonly session: WireBrowserSession }) {
  const { t } = useTranslation('account');
  const format = useFormat();
  const end = useTell('DELETE /sessions/:session', ['GET /sessions']);
  const attempt = useTry();
  const { id, current, browser, os, createdAt, lastSeenAt } = session;
  const Icon = /android|ios|iphone|ipad/i.test(os) ? IconDeviceMobile : IconDeviceDesktop;
  const device = t('device', { browser: browser || t('unknownBrowser'), os: os || t('unknownOs') });
  const run = () =>
    attempt(async () => {
      await end.mutateAsync({ params: { session: id } });
      toast({ text: t('sessionEnded', { device }) });
    });
  return (
    <li>
      <Icon size={24} stroke={1.5} aria-hidden />
      <div className={classes.what}>
        <Group gap="sm">
          <Text fw={500}>{device}</Text>
          {current && <Badge variant="light">{t('thisSession')}</Badge>}
        </Group>
        <Text size="xs" c="dimmed">
          {t('sessionTimes', { seen: format.ago(lastSeenAt), since: format.time(createdAt) })}
        </Text>
      </div>
      {!current && (
        <Button
          variant="default"
          size="xs"
          loading={end.isPending}
          aria-label={t('endSessionOf', { device })}
          onClick={() => void run()}
        >
          {t('endSession')}
        </Button>
      )}
    </li>
  );
}

function EndOthers() {
  const { t } = useTranslation('account');
  const [isAsking, setIsAsking] = useState(false);
  const end = useTell('DELETE /sessions', ['GET /sessions']);
  const attempt = useTry();
  const run = () =>
    attempt(async () => {
      const { ended } = await end.mutateAsync({});
      setIsAsking(false);
      toast({ text: t('sessionsEnded', { count: ended }) });
    });
  return (
    <>
      <Button variant="default" onClick={() => setIsAsking(true)}>
        {t('endOthers')}
      </Button>
      <Confirm
        opened={isAsking}
        title={t('endOthersTitle')}
        text={t('endOthersText')}
        button={t('endOthers')}
        busy={end.isPending}
        close={() => setIsAsking(false)}
        run={() => void run()}
      />
    </>
  );
}
