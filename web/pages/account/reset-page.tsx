import { Button, Skeleton, Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DeadLink } from '../../account/dead-link.tsx';
import { KnownEmail, NewPasswordField } from '../../account/fields.tsx';
import { Gate } from '../../account/gate.tsx';
import { useLink } from '../../account/use-link.ts';
import { useSend } from '../../account/use-send.ts';
import { FormProblem, useProblemAt } from '../../parts/form-problem.tsx';
import { ask } from '../../state/api.ts';
import { reloadSession } from '../../state/session.tsx';

export function ResetPage() {
  const { t } = useTranslation('account');
  const { token, link, error } = useLink('reset');
  if (error) return <DeadLink error={error} what={t('deadReset')} />;
  return (
    <Gate title={t('resetTitle')} about={t('resetText')}>
      {link ? <ResetForm token={token} email={link.email ?? ''} /> : <Skeleton h={160} />}
    </Gate>
  );
}

function ResetForm({ token, email }: { readonly token: string; readonly email: string }) {
  const { t } = useTranslation('account');
  const client = useQueryClient();
  const navigate = useNavigate();
  const [password, setPassword] = useState('');
  const { submit, busy, error } = useSend(async () => {
    await ask('POST /reset/:token', { params: { token }, body: { password } });
    await reloadSession(client);
    await navigate({ to: '/sign-in', search: { reset: '1' }, replace: true });
  });
  const problemOf = useProblemAt(error);
  return (
    <form onSubmit={submit}>
      <Stack>
        <KnownEmail value={email} />
        <NewPasswordField value={password} set={setPassword} email={email} problem={problemOf('password')} />
        <FormProblem error={error} fields={['password']} />
        <Button type="submit" loading={busy} fullWidth>
          {t('resetButton')}
        </Button>
      </Stack>
    </form>
  );
}
