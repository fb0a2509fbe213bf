import { ActionIcon, Tooltip } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Metric } from '../../src/http/dashboard/wire-stats.ts';

/** What a number means, at hand beside it: for the pointer, the keyboard and the finger. */
export function Definition({ metric }: { readonly metric: Metric }) {
  const { t } = useTranslation('stats');
  return (
    <Tooltip
      label={t(`definition.${metric}`)}
      multiline
      w={300}
      events={{ hover: true, focus: true, touch: true }}
    >
      <ActionIcon
        variant="subtle"
        color="gray"
        size={24}
        aria-label={t('define', { name: t(`metric.${metric}`) })}
      >
        <IconInfoCircle size={14} aria-hidden="true" />
      </ActionIcon>
    </Tooltip>
  );
}
