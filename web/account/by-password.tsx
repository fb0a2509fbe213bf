import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormProblem, useProblemAt } from '../parts/form-problem.tsx';
import { PasswordField } from './fields.tsx';
import { SignInAgain, signInPath } from './sign-in-again.tsx';
import { useSend } from './use-send.ts';

interface ByPasswordProps {
  readonly text: string;
  readonly button: string;
  readonly color?: string;
  /** Whoever has none confirms it by having signed in, and gives ''. */
  readonly hasPassword?: boolean;
  close(): void;
  run(password: string): Promise<void>;
}

/** What is done with the password alone. */
export function ByPassword({ text, button, color, hasPassword = true, close, run }: ByPasswordProps) {
  const { t } = useTranslation('account');
  const [password, setPassword] = useState('');
  const { submit, busy, error } = useSend(() => run(password));
  const problemOf = useProblemAt(error);
  return (
    <form onSubmit={submit}>
      <Stack>
        <Text>{text}</Text>
        {hasPassword && (
          <PasswordField value={password} set={setPassword} problem={problemOf('password')} autoFocus />
        )}
        <SignInAgain error={error} />
        <FormProblem error={error} fields={['password', signInPath]} />
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
