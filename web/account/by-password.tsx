import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PasswordField } from './fields.tsx';
import { FormProblem, useFieldProblem } from './form-problem.tsx';
import { useSend } from './use-send.ts';

interface ByPasswordProps {
  readonly text: string;
  readonly button: string;
  readonly color?: string;
  close(): void;
  run(password: string): Promise<void>;
}

/** What is done with the password alone. */
export function ByPassword({ text, button, color, close, run }: ByPasswordProps) {
  const { t } = useTranslation('account');
  const [password, setPassword] = useState('');
  const { submit, busy, error } = useSend(() => run(password));
  const problemOf = useFieldProblem(error);
  return (
    <form onSubmit={submit}>
      <Stack>
        <Text>{text}</Text>
        <PasswordField value={password} set={setPassword} problem={problemOf('password')} autoFocus />
        <FormProblem error={error} fields={['password']} />
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={busy} {...(color !== undefined && { color })}>
            {button}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
