import { Text, Title, UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import css from './console.module.css';
import type { PastCall } from './past-calls.ts';
import { StatusText } from './status-text.tsx';

export interface ConsoleHistoryProps {
  readonly past: readonly PastCall[];
  readonly shown: PastCall | null;
  open(call: PastCall): void;
}

/** What was asked since the page was opened; pressing one shows its answer and fills in its call. */
export function ConsoleHistory({ past, shown, open }: ConsoleHistoryProps) {
  const { t } = useTranslation('api');
  if (past.length === 0) return null;
  return (
    <section className="qz-card">
      <Title order={2}>{t('history')}</Title>
      <Text size="xs" c="dimmed" mb="sm">
        {t('historyAbout')}
      </Text>
      <ol className={css.past}>
        {past.map((one) => (
          <li key={one.id}>
            <UnstyledButton
              className={css.again ?? ''}
              aria-current={one.id === shown?.id}
              onClick={() => open(one)}
            >
              <span className={`qz-mono ${css.path}`}>
                {one.call.method} {one.call.path}
              </span>
              <StatusText status={one.answer.status} />
            </UnstyledButton>
          </li>
        ))}
      </ol>
    </section>
  );
}
