import { Anchor, Button, Stack } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ask } from '../state/api.ts';
import { EmailField, PasswordField } from './fields.tsx';
import { SignInProblem } from './sign-in-problem.tsx';
import { useGoOn } from './use-go-on.ts';
import { useSend } from './use-send.ts';

export function SignInForm({ factorNext }: { factorNext(): void }) {
  const { t } = useTranslation('account');
  const goOn = useGoOn();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const { submit, busy, error } = useSend(async () => {
    const { next } = await ask('POST /sign-in', { body: { email: email.trim(), password } });
    if (next === 'totp') factorNext();
    else await goOn();
  });
  return (
    <form onSubmit={submit}>
      <Stack>
        <EmailField value={email} set={setEmail} autoFocus />
        <PasswordField value={password} set={setPassword} />
        <SignInProblem error={error} refused={t('signInRefused')} />
        <Button type="submit" loading={busy} fullWidth>
          {t('signInButton')}
        </Button>
        <Anchor component={Link} to="/forgot" ta="center">
          {t('forgotLink')}
        </Anchor>
      </Stack>
    </form>
  );
}
