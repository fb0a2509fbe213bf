import { Anchor, Button, Code, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmailField } from '../../account/fields.tsx';
import { Gate } from '../../account/gate.tsx';
import { useSend } from '../../account/use-send.ts';
import { FormProblem, useProblemAt } from '../../parts/form-problem.tsx';
import { ask } from '../../state/api.ts';
import { useSession } from '../../state/session.tsx';

/** Without a way to send mail, only the operator can help, and has a command for it. */
export function ForgotPage() {
  const { t } = useTranslation('account');
  const { hasMail } = useSession().instance;
  const [sentTo, setSentTo] = useState<string | null>(null);
  const below = (
    <Anchor component={Link} to="/sign-in">
      {t('toSignIn')}
    </Anchor>
  );
  if (!hasMail) {
    return (
      <Gate title={t('forgotTitle')} about={t('forgotNoMail')} below={below}>
        <Code block className="qz-mono">
          quietzone user link EMAIL
        </Code>
        <Text c="dimmed">{t('forgotNoMailThen')}</Text>
      </Gate>
    );
  }
  if (sentTo !== null)
    return <Gate title={t('forgotSentTitle')} about={t('forgotSentText', { email: sentTo })} below={below} />;
  return (
    <Gate title={t('forgotTitle')} about={t('forgotText')} below={below}>
      <ForgotForm sent={setSentTo} />
    </Gate>
  );
}

function ForgotForm({ sent }: { sent(email: string): void }) {
  const { t } = useTranslation('account');
  const [email, setEmail] = useState('');
  const { submit, busy, error } = useSend(async () => {
    await ask('POST /reset', { body: { email: email.trim() } });
    sent(email.trim());
  });
  const problemOf = useProblemAt(error);
  return (
    <form onSubmit={submit}>
      <Stack>
        <EmailField value={email} set={setEmail} problem={problemOf('email')} autoFocus />
        <FormProblem error={error} fields={['email']} />
        <Button type="submit" loading={busy} fullWidth>
          {t('forgotButton')}
        </Button>
      </Stack>
    </form>
  );
}
