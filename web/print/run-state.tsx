import { Button, Group, Progress, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Problem } from '../parts/problem.tsx';
import { useFormat } from '../parts/use-format.ts';
import type { FileRun } from './use-file-run.ts';

interface RunStateProps {
  readonly run: FileRun;
  /** "120 of 1,000". */
  words(done: string, total: string): string;
  cancel(): void;
}

/** How far a file is, with a way to stop it. */
export function RunState({ run, words, cancel }: RunStateProps) {
  const { t } = useTranslation('print');
  const format = useFormat();
  if (run.step === 'failed') return <Problem error={run.error} />;
  if (run.step === 'saved')
    return <Text role="status">{t('run.saved', { size: format.bytes(run.bytes) })}</Text>;
  if (run.step === 'idle') return null;
  const { done, total, bytes } = run;
  const share = total === 0 ? 0 : (100 * done) / total;
  return (
    <Stack gap="xs">
      <Progress value={share} aria-label={t('run.progress')} />
      <Group justify="space-between" gap="sm">
        <Text className="qz-numbers" role="status">
          {total === 0
            ? t('run.begins')
            : `${words(format.number(done), format.number(total))} · ${format.bytes(bytes)}`}
        </Text>
        <Button variant="subtle" size="compact-sm" onClick={cancel}>
          {t('run.cancel')}
        </Button>
      </Group>
    </Stack>
  );
}
