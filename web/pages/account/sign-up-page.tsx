import { Anchor, Button, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmailField, NameField, NewPasswordField } from '../../account/fields.tsx';
import { FormProblem, useFieldProblem } from '../../account/form-problem.tsx';
import { Gate } from '../../account/gate.tsx';
import { useGoOn } from '../../account/use-go-on.ts';
import { useSend } from '../../account/use-send.ts';
import { ask } from '../../state/api.ts';
import { useSession } from '../../state/session.tsx';

export function SignUpPage() {
  const { t } = useTranslation('account');
  const isOpen = useSession().instance.signUp === 'open';
  const below = (
    <Text>
      {t('haveAccount')}{' '}
      <Anchor component={Link} to="/sign-in" underline="always">
        {t('toSignIn')}
      </Anchor>
    </Text>
  );
  if (!isOpen) return <Gate title={t('signUpClosedTitle')} about={t('signUpClosedText')} below={below} />;
  return (
    <Gate title={t('signUpTitle')} about={t('signUpText')} below={below}>
      <SignUpForm />
    </Gate>
  );
}

function SignUpForm() {
  const { t } = useTranslation('account');
  const goOn = useGoOn();
  const [email, setEmail] = useState('');
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const { submit, busy, error } = useSend(async () => {
    const who = name.trim();
    await ask('POST /sign-up', { body: { email: email.trim(), password, ...(who && { name: who }) } });
    await goOn('/');
  });
  const problemOf = useFieldProblem(error);
  return (
    <form onSubmit={submit}>
      <Stack>
        <EmailField value={email} set={setEmail} problem={problemOf('email')} autoFocus />
        <NewPasswordField value={password} set={setPassword} email={email} problem={problemOf('password')} />
        <NameField value={name} set={setName} problem={problemOf('name')} />
        <FormProblem error={error} fields={['email', 'password', 'name']} />
        <Button type="submit" loading={busy} fullWidth>
          {t('signUpButton')}
        </Button>
      </Stack>
    </form>
  );
}
