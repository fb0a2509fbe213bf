import { Button, Stack, Text, Title } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay, useWorkspace } from '../../state/session.tsx';
import style from './overview.module.css';

/** Before the first scan there is nothing to look at, but something to do. */
export function FirstSteps({ hasCodes }: { readonly hasCodes: boolean }) {
  const { t } = useTranslation('overview');
  const workspace = useWorkspace();
  const mayWrite = useMay('codes:write');
  const make = mayWrite ? (
    <Button component={Link} to={`/w/${workspace}/codes/new`}>
      {t('newCode')}
    </Button>
  ) : (
    <Text c="dimmed">{t('stepMakeAsk')}</Text>
  );
  return (
    <Stack gap="md" component="section" aria-labelledby="first-steps">
      <Title order={2} id="first-steps">
        {t(hasCodes ? 'stepsNext' : 'steps')}
      </Title>
      <ol className={style.steps}>
        <Step number={1} isDone={hasCodes} title={t('stepMake')} text={t('stepMakeText')}>
          {!hasCodes && make}
        </Step>
        <Step number={2} title={t('stepPrint')} text={t('stepPrintText')}>
          {hasCodes && (
            <Button component={Link} to={`/w/${workspace}/codes/print`}>
              {t('stepPrintDo')}
            </Button>
          )}
        </Step>
        <Step number={3} title={t('stepScan')} text={t('stepScanText')} />
      </ol>
    </Stack>
  );
}

interface StepProps {
  readonly number: number;
  readonly title: string;
  readonly text: string;
  readonly isDone?: boolean;
  readonly children?: ReactNode;
}

function Step({ number, title, text, isDone = false, children }: StepProps) {
  const { t } = useTranslation('overview');
  return (
    <li className={`qz-card ${style.step}`} data-done={isDone || undefined}>
      <span className={style.number} aria-hidden={!isDone || undefined}>
        {isDone ? <IconCheck size={18} role="img" aria-label={t('stepDone')} /> : number}
      </span>
      <Title order={3}>{title}</Title>
      <Text c="dimmed" flex={1}>
        {text}
      </Text>
      {children && <div>{children}</div>}
    </li>
  );
}
