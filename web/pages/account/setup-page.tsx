import { Button, Skeleton, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DeadLink } from '../../account/dead-link.tsx';
import { EmailField, NameField, NewPasswordField } from '../../account/fields.tsx';
import { Gate } from '../../account/gate.tsx';
import { useGoOn } from '../../account/use-go-on.ts';
import { useLink } from '../../account/use-link.ts';
import { useSend } from '../../account/use-send.ts';
import { FormProblem, useProblemAt } from '../../parts/form-problem.tsx';
import { ask } from '../../state/api.ts';

/** The first account of an instance, by the link that the server printed. */
export function SetupPage() {
  const { t } = useTranslation('account');
  const { token, link, error } = useLink('setup');
  if (error) return <DeadLink error={error} what={t('deadSetup')} />;
  return (
    <Gate title={t('setupTitle')} about={t('setupText')}>
      {link ? <SetupForm token={token} /> : <Skeleton h={260} />}
    </Gate>
  );
}

function SetupForm({ token }: { readonly token: string }) {
  const { t } = useTranslation('account');
  const goOn = useGoOn();
  const [email, setEmail] = useState('');
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const { submit, busy, error } = useSend(async () => {
    const who = name.trim();
    await ask('POST /setup', { body: { token, email: email.trim(), password, ...(who && { name: who }) } });
    await goOn('/');
  });
  const problemOf = useProblemAt(error);
  return (
    <form onSubmit={submit}>
      <Stack>
        <EmailField value={email} set={setEmail} problem={problemOf('email')} autoFocus />
        <NewPasswordField value={password} set={setPassword} email={email} problem={problemOf('password')} />
        <NameField isNew value={name} set={setName} problem={problemOf('name')} />
        <FormProblem error={error} fields={['email', 'password', 'name']} />
        <Button type="submit" loading={busy} fullWidth>
          {t('setupButton')}
        </Button>
      </Stack>
    </form>
  );
}
