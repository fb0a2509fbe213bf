import { Anchor, Button, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmailField, NameField, NewPasswordField } from '../../account/fields.tsx';
import { Gate } from '../../account/gate.tsx';
import { useGoOn } from '../../account/use-go-on.ts';
import { useSend } from '../../account/use-send.ts';
import { languages } from '../../language.ts';
import { FormProblem, useProblemAt } from '../../parts/form-problem.tsx';
import { ask } from '../../state/api.ts';
import { useSession } from '../../state/session.tsx';

export function SignUpPage() {
  const { t } = useTranslation('account');
  const { signUp, hasMail } = useSession().instance;
  const [sentTo, setSentTo] = useState<string | null>(null);
  const below = (
    <Text>
      {t('haveAccount')}{' '}
      <Anchor component={Link} to="/sign-in" underline="always">
        {t('toSignIn')}
      </Anchor>
    </Text>
  );
  if (signUp !== 'open')
    return <Gate title={t('signUpClosedTitle')} about={t('signUpClosedText')} below={below} />;
  if (sentTo !== null)
    return <Gate title={t('signUpSentTitle')} about={t('signUpSentText', { email: sentTo })} below={below} />;
  return (
    <Gate title={t('signUpTitle')} about={t('signUpText')} below={below}>
      {hasMail ? <SignUpByMail sent={setSentTo} /> : <SignUpForm />}
    </Gate>
  );
}

/** The address comes first, so that nobody can try out who has an account here. */
function SignUpByMail({ sent }: { sent(email: string): void }) {
  const { t, i18n } = useTranslation('account');
  const language = languages.find((one) => one === i18n.language) ?? 'en';
  const [email, setEmail] = useState('');
  const { submit, busy, error } = useSend(async () => {
    await ask('POST /sign-up', { body: { email: email.trim(), language } });
    sent(email.trim());
  });
  const problemOf = useProblemAt(error);
  return (
    <form onSubmit={submit}>
      <Stack>
        <EmailField value={email} set={setEmail} problem={problemOf('email')} autoFocus />
        <FormProblem error={error} fields={['email']} />
        <Button type="submit" loading={busy} fullWidth>
          {t('signUpMailButton')}
        </Button>
      </Stack>
    </form>
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
  const problemOf = useProblemAt(error);
  return (
    <form onSubmit={submit}>
      <Stack>
        <EmailField value={email} set={setEmail} problem={problemOf('email')} autoFocus />
        <NewPasswordField value={password} set={setPassword} email={email} problem={problemOf('password')} />
        <NameField isNew value={name} set={setName} problem={problemOf('name')} />
        <FormProblem error={error} fields={['email', 'password', 'name']} />
        <Button type="submit" loading={busy} fullWidth>
          {t('signUpButton')}
        </Button>
      </Stack>
    </form>
  );
}
