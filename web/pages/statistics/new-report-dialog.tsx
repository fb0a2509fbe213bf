import { Alert, Anchor, Button, Group, Modal, NativeSelect, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WireNewReportLink } from '../../../src/http/dashboard/wire-stats.ts';
import { CopyField } from '../../parts/copy.tsx';
import { FormProblem, useProblemAt } from '../../parts/form-problem.tsx';
import { useWorkspace } from '../../state/session.tsx';
import { useTell } from '../../state/use-ask.ts';
import { ScopePicker } from '../../stats/scope-picker.tsx';
import { Expiry } from '../api/expiry.tsx';
import { ReportPassword } from './report-password-field.tsx';
import { reportDays } from './report-state.ts';

export function NewReportDialog({ close }: { close(): void }) {
  const { t } = useTranslation('report');
  const tell = useTell('POST /w/:workspace/reports', ['GET /w/:workspace/reports']);
  return (
    <Modal
      opened
      onClose={close}
      closeButtonProps={{ 'aria-label': t('close') }}
      title={t(tell.data ? 'madeTitle' : 'newTitle')}
      centered
      size="lg"
      closeOnClickOutside={!tell.data}
    >
      {tell.data ? (
        <MadeReport url={tell.data.url} close={close} />
      ) : (
        <NewReportForm tell={tell} close={close} />
      )}
    </Modal>
  );
}

type TellNewReport = ReturnType<typeof useTell<'POST /w/:workspace/reports'>>;

function NewReportForm({ tell, close }: { readonly tell: TellNewReport; close(): void }) {
  const { t } = useTranslation('report');
  const workspace = useWorkspace();
  const problemAt = useProblemAt(tell.error);
  const [draft, setDraft] = useState<WireNewReportLink>({ title: '', set: {}, days: 30, expiresAt: null });
  const [password, setPassword] = useState('');
  const set = (edit: Partial<WireNewReportLink>) => setDraft((was) => ({ ...was, ...edit }));
  const make = (event: FormEvent) => {
    event.preventDefault();
    const body = { ...draft, title: draft.title.trim(), ...(password !== '' && { password }) };
    tell.mutate({ params: { workspace }, body });
  };
  return (
    <form onSubmit={make}>
      <Stack>
        <TextInput
          label={t('reportTitle')}
          description={t('reportTitleAbout')}
          required
          withAsterisk={false}
          maxLength={80}
          autoComplete="off"
          data-autofocus
          value={draft.title}
          error={problemAt('title')}
          onChange={(event) => set({ title: event.currentTarget.value })}
        />
        <ScopePicker label={t('what')} state={{ search: draft, change: set }} />
        <NativeSelect
          label={t('days')}
          description={t('daysAbout')}
          value={String(draft.days)}
          data={reportDays.map((days) => ({ value: String(days), label: t('lastDays', { count: days }) }))}
          onChange={(event) => set({ days: Number(event.currentTarget.value) })}
        />
        <ReportPassword
          label={t('passwordOptional')}
          value={password}
          problem={problemAt('password')}
          change={setPassword}
        />
        <Expiry choose={(expiresAt = null) => set({ expiresAt })} />
        <FormProblem error={tell.error} fields={['title', 'password']} />
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={tell.isPending}>
            {t('makeDo')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** The only time that the link is seen. */
function MadeReport({ url, close }: { readonly url: string; close(): void }) {
  const { t } = useTranslation('report');
  return (
    <Stack>
      <Alert color="yellow">{t('madeOnce')}</Alert>
      <CopyField text={url} label={t('link')} />
      <Group justify="space-between">
        <Anchor href={url} target="_blank" rel="noopener noreferrer" underline="always">
          {t('lookAtIt')}
        </Anchor>
        <Button onClick={close}>{t('kept')}</Button>
      </Group>
    </Stack>
  );
}
