import { Alert, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { WireCode } from '../../src/http/dashboard/wire-codes.ts';
import { useFormat } from '../parts/use-format.ts';
import { shownStatusOf } from './status-mark.tsx';

/** What a phone shows instead, and why, where the code does not do what it says. */
export function CodeNotices({ code }: { readonly code: WireCode }) {
  const { t } = useTranslation('codes');
  const format = useFormat();
  const status = shownStatusOf(code);
  if (status === 'active') return null;
  const at = code.suspended?.at ?? code.trashedAt ?? code.expiresAt;
  return (
    <Alert
      color={status === 'suspended' ? 'red' : 'yellow'}
      title={t(`notice.${status}Title`, { at: at === null ? '' : format.time(at) })}
    >
      {code.suspended && (
        <Text fw={600} dir="auto">
          {t('notice.reason', { reason: code.suspended.reason })}
        </Text>
      )}
      <Text>{t(`notice.${status}`)}</Text>
    </Alert>
  );
}
