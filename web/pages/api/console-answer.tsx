import { Group, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CopyBlock } from '../../parts/copy.tsx';
import { Empty } from '../../parts/empty.tsx';
import css from './console.module.css';
import { readableBody } from './console-body.ts';
import type { PastCall } from './past-calls.ts';
import { StatusText } from './status-text.tsx';

export function ConsoleAnswer({ shown }: { readonly shown: PastCall | null }) {
  const { t } = useTranslation('api');
  return (
    <section className="qz-card" aria-live="polite" aria-label={t('answer')}>
      {shown === null ? <Empty title={t('noAnswer')} text={t('noAnswerText')} /> : <Answer shown={shown} />}
    </section>
  );
}

function Answer({ shown: { call, answer } }: { readonly shown: PastCall }) {
  const { t } = useTranslation('api');
  return (
    <Stack gap="md">
      <Group justify="space-between">
        <Title order={2}>{t('answer')}</Title>
        <Group gap="sm">
          <StatusText status={answer.status} />
          <Text c="dimmed" className="qz-numbers">
            {t('milliseconds', { count: Math.round(answer.ms) })}
          </Text>
        </Group>
      </Group>
      <Text size="xs" c="dimmed">
        <span className="qz-mono">
          {call.method} {call.path}
        </span>
      </Text>
      {answer.body === '' ? (
        <Text c="dimmed">{t('noBody')}</Text>
      ) : (
        <CopyBlock text={readableBody(answer.body)} what={t('copyBody')} high />
      )}
      <details>
        <summary className={css.summary}>{t('headers', { count: answer.headers.length })}</summary>
        <dl className={`qz-mono ${css.headers}`}>
          {answer.headers.map(([name, value], at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a header can stand there twice, and they never move
            <Header key={at} name={name} value={value} />
          ))}
        </dl>
      </details>
    </Stack>
  );
}

function Header({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}
