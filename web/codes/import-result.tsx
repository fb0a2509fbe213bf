import { Alert, Button, Group, Progress, Stack, Text, Title } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { WireImportEvent } from '../../src/http/dashboard/wire-codes.ts';
import { useFormat } from '../parts/use-format.ts';
import { AskError } from '../state/api.ts';
import { useProblemText } from '../state/problem-text.ts';
import { useWorkspace } from '../state/session.tsx';
import { useFileUrl } from './import-file.tsx';
import { ImportRows } from './import-rows.tsx';

export function ImportProgress({ done, total }: { readonly done: number; readonly total: number }) {
  const { t } = useTranslation('imports');
  const format = useFormat();
  const percent = total === 0 ? 0 : Math.round((done / total) * 100);
  return (
    <Stack className="qz-card" gap="md">
      <Title order={2}>{t('run.title')}</Title>
      <Progress.Root size="lg">
        <Progress.Section value={percent} aria-label={t('run.title')} />
      </Progress.Root>
      <Text className="qz-numbers" role="status">
        {t('run.done', { done: format.number(done), total: format.number(total) })}
      </Text>
      <Text c="dimmed">{t('run.stay')}</Text>
    </Stack>
  );
}

type Done = Extract<WireImportEvent, { kind: 'done' }>;
type Failed = Extract<WireImportEvent, { kind: 'failed' }>;

export function ImportDone({ end, again }: { readonly end: Done; again(): void }) {
  const { t } = useTranslation('imports');
  const format = useFormat();
  const workspace = useWorkspace();
  const href = useFileUrl(end.csv);
  return (
    <Stack className="qz-card" gap="md" role="status">
      <Title order={2}>{t('done.title', { count: end.codes, n: format.number(end.codes) })}</Title>
      <Text>{t('done.text')}</Text>
      <Group>
        <Button component={Link} to={`/w/${workspace}/codes`}>
          {t('done.codes')}
        </Button>
        <Button
          variant="default"
          component="a"
          href={href}
          download="codes-made.csv"
          leftSection={<IconDownload size={16} aria-hidden="true" />}
        >
          {t('done.file')}
        </Button>
        <Button variant="subtle" onClick={again}>
          {t('done.again')}
        </Button>
      </Group>
    </Stack>
  );
}

export function ImportFailed({ end, back }: { readonly end: Failed; back(): void }) {
  const { t } = useTranslation('imports');
  const textOf = useProblemText();
  return (
    <Stack gap="lg">
      <Alert color="red" title={t('failed.title')} role="alert">
        <Text>{end.error.error === '' ? t('failed.broken') : textOf(new AskError(400, end.error))}</Text>
        <Text>{t('failed.nothing')}</Text>
      </Alert>
      {end.rows.length > 0 && (
        <div className="qz-card">
          <ImportRows rows={end.rows} />
        </div>
      )}
      <Group>
        <Button onClick={back}>{t('failed.back')}</Button>
      </Group>
    </Stack>
  );
}
