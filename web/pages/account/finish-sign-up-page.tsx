import { Button, Skeleton, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DeadLink } from '../../account/dead-link.tsx';
import { KnownEmail, NameField, NewPasswordField } from '../../account/fields.tsx';
import { Gate } from '../../account/gate.tsx';
import { useGoOn } from '../../account/use-go-on.ts';
import { useLink } from '../../account/use-link.ts';
import { useSend } from '../../account/use-send.ts';
import { FormProblem, useProblemAt } from '../../parts/form-problem.tsx';
import { ask } from '../../state/api.ts';

/** By the link of the mail: the address is shown to be theirs, and the rest is theirs to choose. */
export function FinishSignUpPage() {
  const { t } = useTranslation('account');
  const { token, link, error } = useLink('signUp');
  if (error) return <DeadLink error={error} what={t('deadSignUp')} />;
  return (
    <Gate title={t('signUpTitle')} about={t('signUpText')}>
      {link ? <FinishForm token={token} email={link.email ?? ''} /> : <Skeleton h={260} />}
    </Gate>
  );
}

function FinishForm({ token, email }: { readonly token: string; readonly email: string }) {
  const { t } = useTranslation('account');
  const goOn = useGoOn();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const { submit, busy, error } = useSend(async () => {
    const who = name.trim();
    await ask('POST /sign-up/:token', { params: { token }, body: { password, ...(who && { name: who }) } });
    await goOn('/');
  });
  const problemOf = useProblemAt(error);
  return (
    <form onSubmit={submit}>
      <Stack>
        <KnownEmail value={email} />
        <NewPasswordField value={password} set={setPassword} email={email} problem={problemOf('password')} />
        <NameField isNew value={name} set={setName} problem={problemOf('name')} />
        <FormProblem error={error} fields={['password', 'name']} />
        <Button type="submit" loading={busy} fullWidth>
          {t('signUpButton')}
        </Button>
      </Stack>
    </form>
  );
}
