import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { WireKey } from '../../../src/http/dashboard/wire-codes.ts';
import { CopyBlock, CopyField } from '../../parts/copy.tsx';
import { useSession } from '../../state/session.tsx';
import { renderExample } from './examples.ts';
import { firstCallOf } from './ready-calls.ts';

/** The only time that the whole key is seen. */
export function MadeKey({
  made,
  raw,
  close,
}: {
  readonly made: WireKey;
  readonly raw: string;
  close(): void;
}) {
  const { t } = useTranslation('api');
  const origin = useSession().instance.baseUrl;
  return (
    <Stack>
      <Alert color="yellow">{t('keyOnce')}</Alert>
      <CopyField text={raw} label={t('keyRaw')} />
      <div>
        <Text fw={500} mb="xs">
          {t('tryIt')}
        </Text>
        <CopyBlock
          text={renderExample('curl', { ...firstCallOf(made.dialect, origin), key: raw })}
          what={t('copyFirstCall')}
        />
      </div>
      <Group justify="flex-end">
        <Button onClick={close}>{t('keyKept')}</Button>
      </Group>
    </Stack>
  );
}
