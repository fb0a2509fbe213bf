import { Button, Group, Modal, SegmentedControl, Select, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Dimension, WireStatQuery } from '../../src/http/dashboard/wire-stats.ts';
import { Problem } from '../parts/problem.tsx';
import { nameOf, saveFile } from '../parts/save-file.ts';
import { type AskError, ask, pathOf } from '../state/api.ts';
import { useWorkspace } from '../state/session.tsx';
import { type Asked, dimensionQuestion } from './question.ts';

const dimensions = [
  'country',
  'region',
  'city',
  'device',
  'os',
  'browser',
  'referrer',
  'code',
  'week_hour',
] as const satisfies readonly Dimension[];

type What = 'course' | 'scans' | (typeof dimensions)[number];

export interface ExportDialogProps {
  readonly asked: Asked;
  /** What the course that is shown was asked with. */
  readonly course: WireStatQuery;
  /** RFC 3339, of the range that is shown; without an end where it lasts until now. */
  readonly moments: { readonly since?: string; readonly until?: string };
  close(): void;
}

/** What is shown, or the scans behind it, as a file. */
export function ExportDialog({ asked, course, moments, close }: ExportDialogProps) {
  const { t } = useTranslation('stats');
  const frame = useTranslation();
  const [what, setWhat] = useState<What>('course');
  const [format, setFormat] = useState('csv');
  const isSingle = what === 'scans';
  const choices = [
    { value: 'course', label: t('export.course') },
    ...dimensions
      .filter((one) => one !== 'code' || asked.search.set.code === undefined)
      .map((value) => ({ value, label: t(`by.${value}`) })),
    { value: 'scans', label: t('export.scans') },
  ];
  return (
    <Modal
      opened
      onClose={close}
      title={t('export.title')}
      closeButtonProps={{ 'aria-label': frame.t('close') }}
    >
      <Stack>
        <Select
          label={t('export.what')}
          value={what}
          data={choices}
          allowDeselect={false}
          onChange={(next) => setWhat((next ?? 'course') as What)}
        />
        <SegmentedControl
          aria-label={t('export.format')}
          value={format}
          onChange={setFormat}
          data={[
            { value: 'csv', label: 'CSV' },
            { value: 'json', label: isSingle ? 'NDJSON' : 'JSON' },
          ]}
        />
        <Text size="xs" c="dimmed">
          {t(isSingle ? 'export.aboutScans' : 'export.aboutShown')}
        </Text>
        {isSingle ? (
          <SingleScans asked={asked} moments={moments} format={format === 'csv' ? 'csv' : 'ndjson'} />
        ) : (
          <Numbers asked={asked} course={course} what={what} format={format === 'csv' ? 'csv' : 'json'} />
        )}
      </Stack>
    </Modal>
  );
}

/** There can be very many, so that the browser takes them by itself. */
function SingleScans({
  asked,
  moments,
  format,
}: Pick<ExportDialogProps, 'asked' | 'moments'> & { readonly format: 'csv' | 'ndjson' }) {
  const { t } = useTranslation('stats');
  const query = { ...asked.search.set, ...moments, format };
  const href = pathOf('GET /w/:workspace/scans/export', { params: { workspace: useWorkspace() }, query });
  return (
    <Group justify="flex-end">
      <Button component="a" href={href} download>
        {t('export.button')}
      </Button>
    </Group>
  );
}

interface NumbersProps {
  readonly asked: Asked;
  readonly course: WireStatQuery;
  readonly what: Exclude<What, 'scans'>;
  readonly format: 'csv' | 'json';
}

function Numbers({ asked, course, what, format }: NumbersProps) {
  const { t } = useTranslation('stats');
  const workspace = useWorkspace();
  const [error, setError] = useState<AskError | null>(null);
  const [isBusy, setBusy] = useState(false);
  const save = async () => {
    const question = what === 'course' ? course : dimensionQuestion(asked, what);
    setBusy(true);
    setError(null);
    try {
      const query = { ...question, format };
      const answer = await ask('GET /w/:workspace/stats/export', { params: { workspace }, query });
      saveFile(await answer.blob(), nameOf(answer, `statistics.${format}`));
    } catch (thrown) {
      setError(thrown as AskError);
    }
    setBusy(false);
  };
  return (
    <>
      {error && <Problem error={error} />}
      <Group justify="flex-end">
        <Button loading={isBusy} onClick={() => void save()}>
          {t('export.button')}
        </Button>
      </Group>
    </>
  );
}
