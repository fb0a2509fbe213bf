import { Button, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WireBlockedHost } from '../../../src/http/dashboard/wire-people.ts';
import { Answered } from '../../parts/answered.tsx';
import { AskedAct } from '../../parts/asked-act.tsx';
import { Card } from '../../parts/card.tsx';
import { Empty } from '../../parts/empty.tsx';
import { FormProblem, useProblemAt } from '../../parts/form-problem.tsx';
import { Moment } from '../../parts/moment.tsx';
import { Page } from '../../parts/page.tsx';
import { Rows } from '../../parts/rows.tsx';
import { toast } from '../../parts/toasts.tsx';
import { useAsk, useTell } from '../../state/use-ask.ts';
import css from './instance.module.css';
import { ReasonField } from './reason-field.tsx';

export function InstanceBlockedPage() {
  const { t } = useTranslation('instance');
  const hosts = useAsk('GET /instance/blocked-hosts', {});
  return (
    <Page title={t('blockedTitle')} about={t('blockedAbout')}>
      <BlockForm />
      <Answered asked={hosts}>
        {(all) =>
          all.length === 0 ? (
            <Empty title={t('blockedNone')} text={t('blockedNoneText')} />
          ) : (
            <BlockedRows hosts={all} />
          )
        }
      </Answered>
    </Page>
  );
}

function BlockForm() {
  const { t } = useTranslation('instance');
  const [host, setHost] = useState('');
  const [reason, setReason] = useState('');
  const tell = useTell('POST /instance/blocked-hosts', ['GET /instance/blocked-hosts']);
  const problemAt = useProblemAt(tell.error);
  const add = (event: FormEvent) => {
    event.preventDefault();
    tell.mutate(
      { body: { host: host.trim(), reason: reason.trim() } },
      {
        onSuccess: (made) => {
          setHost('');
          setReason('');
          toast({ text: t('blockedNow', { host: made.host, count: made.codes }) });
        },
      },
    );
  };
  return (
    <Card title={t('blockTitle')} about={t('blockText')}>
      <form onSubmit={add}>
        <Stack gap="sm">
          <div className={css.line}>
            <TextInput
              label={t('host')}
              placeholder="example.com"
              required
              withAsterisk={false}
              autoComplete="off"
              value={host}
              error={problemAt('host')}
              onChange={(event) => setHost(event.currentTarget.value)}
            />
            <ReasonField value={reason} error={problemAt('reason')} change={setReason} />
            <Button type="submit" loading={tell.isPending}>
              {t('block')}
            </Button>
          </div>
          <FormProblem error={tell.error} fields={['host', 'reason']} />
        </Stack>
      </form>
    </Card>
  );
}

function BlockedRows({ hosts }: { readonly hosts: readonly WireBlockedHost[] }) {
  const { t } = useTranslation('instance');
  return (
    <Rows
      label={t('blockedTitle')}
      items={hosts}
      idOf={({ host }) => host}
      columns={[
        { key: 'host', label: t('host'), cell: ({ host }) => <span className="qz-mono">{host}</span> },
        { key: 'reason', label: t('reason'), cell: ({ reason }) => <bdi>{reason}</bdi> },
        { key: 'codes', label: t('stops'), cell: ({ codes }) => t('stopsCodes', { count: codes }) },
        { key: 'at', label: t('since'), cell: ({ createdAt }) => <Moment ms={createdAt} /> },
        { key: 'acts', label: t('acts'), hideLabel: true, end: true, cell: (one) => <Unblock of={one} /> },
      ]}
    />
  );
}

function Unblock({ of: { host, codes } }: { readonly of: WireBlockedHost }) {
  const { t } = useTranslation('instance');
  const tell = useTell('DELETE /instance/blocked-hosts/:host', ['GET /instance/blocked-hosts']);
  return (
    <AskedAct
      button={t('unblock')}
      label={t('unblockWhich', { host })}
      ask={{
        title: t('unblockAsk', { host }),
        text: t('unblockText', { count: codes }),
        button: t('unblockDo'),
      }}
      busy={tell.isPending}
      done={t('unblockedNow', { host })}
      run={() => tell.mutateAsync({ params: { host } })}
    />
  );
}
