import { Button, Group, Modal, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WireReportEdit, WireReportLink } from '../../../src/http/dashboard/wire-stats.ts';
import { FormProblem, useProblemAt } from '../../parts/form-problem.tsx';
import { toast } from '../../parts/toasts.tsx';
import { useFormat } from '../../parts/use-format.ts';
import { useWorkspace } from '../../state/session.tsx';
import { useTell } from '../../state/use-ask.ts';
import { Expiry } from '../api/expiry.tsx';
import { ReportPassword } from './report-password-field.tsx';
import { reportDays } from './report-state.ts';

interface DialogProps {
  readonly of: WireReportLink;
  close(): void;
}

export function EditReportDialog({ of, close }: DialogProps) {
  const { t } = useTranslation('report');
  return (
    <Modal
      opened
      onClose={close}
      closeButtonProps={{ 'aria-label': t('close') }}
      title={t('editTitle')}
      centered
      size="lg"
    >
      <EditReportForm of={of} close={close} />
    </Modal>
  );
}

function EditReportForm({ of, close }: DialogProps) {
  const { t } = useTranslation('report');
  const format = useFormat();
  const workspace = useWorkspace();
  const tell = useTell('PATCH /w/:workspace/reports/:report', ['GET /w/:workspace/reports']);
  const problemAt = useProblemAt(tell.error);
  // What is not touched is not sent, so that what somebody else changes meanwhile stays.
  const [edit, setEdit] = useState<WireReportEdit>({});
  const set = (more: WireReportEdit) => setEdit((was) => ({ ...was, ...more }));
  const save = (event: FormEvent) => {
    event.preventDefault();
    const done = ({ title }: WireReportLink) => {
      toast({ text: t('edited', { title }) });
      close();
    };
    tell.mutate({ params: { workspace, report: of.id }, body: edit }, { onSuccess: done });
  };
  const days = edit.days ?? of.days;
  const choices = [...new Set([...reportDays, of.days])].sort((a, b) => a - b);
  return (
    <form onSubmit={save}>
      <Stack>
        <Text size="sm" c="dimmed">
          {t('editAbout')}
        </Text>
        <TextInput
          label={t('reportTitle')}
          description={t('reportTitleAbout')}
          required
          withAsterisk={false}
          maxLength={80}
          autoComplete="off"
          data-autofocus
          value={edit.title ?? of.title}
          error={problemAt('title')}
          onChange={(event) => set({ title: event.currentTarget.value })}
        />
        <NativeSelect
          label={t('days')}
          description={t('daysAbout')}
          value={String(days)}
          data={choices.map((one) => ({ value: String(one), label: t('lastDays', { count: one }) }))}
          onChange={(event) => set({ days: Number(event.currentTarget.value) })}
        />
        <PasswordEdit of={of} edit={edit} problem={problemAt('password')} setEdit={setEdit} />
        <Expiry
          {...(of.expiresAt !== null && { kept: t('expiresStays', { day: format.day(of.expiresAt - 1) }) })}
          choose={(expiresAt) =>
            setEdit(({ expiresAt: _, ...was }) => (expiresAt === undefined ? was : { ...was, expiresAt }))
          }
        />
        <FormProblem error={tell.error} fields={['title', 'password']} />
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={tell.isPending}>
            {t('editDo')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface PasswordEditProps {
  readonly of: WireReportLink;
  readonly edit: WireReportEdit;
  readonly problem: string | undefined;
  setEdit(next: (was: WireReportEdit) => WireReportEdit): void;
}

type PasswordAct = 'keep' | 'set' | 'remove';

/** The one that is there cannot be shown: it is kept, replaced or taken away. */
function PasswordEdit({ of: { hasPassword }, edit, problem, setEdit }: PasswordEditProps) {
  const { t } = useTranslation('report');
  const { password } = edit;
  const act: PasswordAct = password === undefined ? 'keep' : password === null ? 'remove' : 'set';
  const choose = (next: string) =>
    setEdit(({ password: _, ...was }) =>
      next === 'keep' ? was : { ...was, password: next === 'remove' ? null : '' },
    );
  const choices = [
    { value: 'keep', label: t(hasPassword ? 'passwordStays' : 'passwordNone') },
    { value: 'set', label: t('passwordSet') },
    ...(hasPassword ? [{ value: 'remove', label: t('passwordRemove') }] : []),
  ];
  return (
    <>
      <NativeSelect
        label={t('password')}
        value={act}
        data={choices}
        {...(hasPassword && act !== 'keep' && { description: t('passwordShuts') })}
        onChange={(event) => choose(event.currentTarget.value)}
      />
      {typeof password === 'string' && (
        <ReportPassword
          isRequired
          label={t('passwordNew')}
          value={password}
          problem={problem}
          change={(text) => setEdit((was) => ({ ...was, password: text }))}
        />
      )}
    </>
  );
}
