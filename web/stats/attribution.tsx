import { Anchor, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { WireStatistics } from '../../src/http/dashboard/wire-stats.ts';

/** Where places come from, which the makers of the file ask to be told beside them. */
export function Attribution({ of }: { readonly of: WireStatistics['attribution'] }) {
  const { t } = useTranslation('stats');
  if (of === null) return null;
  return (
    <Text size="xs" c="dimmed">
      {t('placesFrom')}{' '}
      <Anchor href={of.url} target="_blank" rel="noopener noreferrer" size="xs" underline="always">
        <bdi>{of.text}</bdi>
      </Anchor>
    </Text>
  );
}
