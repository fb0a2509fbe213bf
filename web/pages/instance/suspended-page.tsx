import { Button, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WireSuspendedCode } from '../../../src/http/dashboard/wire-people.ts';
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
import { slugIn } from './slug-in.ts';

export function InstanceSuspendedPage() {
  const { t } = useTranslation('instance');
  const codes = useAsk('GET /instance/suspended', {});
  return (
    <Page title={t('suspendedTitle')} about={t('suspendedAbout')}>
      <SuspendForm />
      <Answered asked={codes}>
        {(all) =>
          all.length === 0 ? (
            <Empty title={t('suspendedNone')} text={t('suspendedNoneText')} />
          ) : (
            <SuspendedRows codes={all} />
          )
        }
      </Answered>
    </Page>
  );
}

function SuspendForm() {
  const { t } = useTranslation('instance');
  const [slug, setSlug] = useState('');
  const [reason, setReason] = useState('');
  const tell = useTell('POST /instance/suspended', ['GET /instance/suspended']);
  const problemAt = useProblemAt(tell.error);
  const suspend = (event: FormEvent) => {
    event.preventDefault();
    tell.mutate(
      { body: { slug: slugIn(slug), reason: reason.trim() } },
      {
        onSuccess: (made) => {
          setSlug('');
          setReason('');
          toast({ text: t('suspendedNow', { name: made.name }) });
        },
      },
    );
  };
  return (
    <Card title={t('suspendTitle')} about={t('suspendText')}>
      <form onSubmit={suspend}>
        <Stack gap="sm">
          <div className={css.line}>
            <TextInput
              label={t('slugOrLink')}
              required
              withAsterisk={false}
              autoComplete="off"
              spellCheck={false}
              value={slug}
              error={problemAt('slug')}
              onChange={(event) => setSlug(event.currentTarget.value)}
            />
            <ReasonField value={reason} error={problemAt('reason')} change={setReason} />
            <Button type="submit" loading={tell.isPending}>
              {t('suspend')}
            </Button>
          </div>
          <FormProblem error={tell.error} fields={['slug', 'reason']} />
        </Stack>
      </form>
    </Card>
  );
}

function SuspendedRows({ codes }: { readonly codes: readonly WireSuspendedCode[] }) {
  const { t } = useTranslation('instance');
  return (
    <Rows
      label={t('suspendedTitle')}
      items={codes}
      idOf={({ id }) => id}
      columns={[
        { key: 'code', label: t('code'), cell: (code) => <CodeCell code={code} /> },
        { key: 'workspace', label: t('workspace'), cell: ({ workspace }) => <bdi>{workspace}</bdi> },
        { key: 'reason', label: t('reason'), cell: ({ reason }) => <bdi>{reason}</bdi> },
        { key: 'at', label: t('since'), cell: ({ at }) => <Moment ms={at} /> },
        { key: 'acts', label: t('acts'), hideLabel: true, end: true, cell: (code) => <Lift code={code} /> },
      ]}
    />
  );
}

function CodeCell({ code }: { readonly code: WireSuspendedCode }) {
  return (
    <div>
      <Text fw={500}>
        <bdi>{code.name}</bdi>
      </Text>
      <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
        <span className="qz-mono">{code.slug}</span>
        {code.destination !== null && (
          <>
            {' · '}
            <span className="qz-mono">{code.destination}</span>
          </>
        )}
      </Text>
    </div>
  );
}

function Lift({ code }: { readonly code: WireSuspendedCode }) {
  const { t } = useTranslation('instance');
  const tell = useTell('DELETE /instance/suspended/:code', ['GET /instance/suspended']);
  const { name } = code;
  return (
    <AskedAct
      button={t('lift')}
      label={t('liftWhich', { name })}
      ask={{ title: t('liftAsk', { name }), text: t('liftText'), button: t('liftDo') }}
      busy={tell.isPending}
      done={t('liftedNow', { name })}
      run={() => tell.mutateAsync({ params: { code: code.id } })}
    />
  );
}
