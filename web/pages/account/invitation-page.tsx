import { Alert, Button, Skeleton, Stack, Text } from '@mantine/core';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WireLink } from '../../../src/http/dashboard/wire-people.ts';
import { DeadLink } from '../../account/dead-link.tsx';
import { KnownEmail, NameField, NewPasswordField } from '../../account/fields.tsx';
import { Gate } from '../../account/gate.tsx';
import { useGoOn } from '../../account/use-go-on.ts';
import { useLink } from '../../account/use-link.ts';
import { useSend } from '../../account/use-send.ts';
import { FormProblem, useProblemAt } from '../../parts/form-problem.tsx';
import { Problem } from '../../parts/problem.tsx';
import { useFormat } from '../../parts/use-format.ts';
import { useTry } from '../../parts/use-try.ts';
import { ask } from '../../state/api.ts';
import { useSession } from '../../state/session.tsx';
import { useSignOut } from '../../state/sign-out.ts';

export function InvitationPage() {
  const { t } = useTranslation('account');
  const format = useFormat();
  const { user } = useSession();
  const { token, link, error } = useLink('invitation');
  if (error) return <DeadLink error={error} what={t('deadInvitation')} />;
  if (!link) {
    return (
      <Gate title={t('invitationTitle')}>
        <Skeleton h={120} />
      </Gate>
    );
  }
  return (
    <Gate
      title={t('invitedTo', { workspace: link.workspace })}
      about={
        <>
          {link.invitedBy !== null && t('invitedBy', { name: link.invitedBy })}{' '}
          {t(`invitedAs.${link.role ?? 'member'}`)} {t('invitedUntil', { day: format.day(link.expiresAt) })}
        </>
      }
    >
      {user ? (
        <Accept token={token} link={link} email={user.email} />
      ) : link.hasAccount ? (
        <SignInFirst email={link.email ?? ''} />
      ) : (
        <MakeAccount token={token} email={link.email ?? ''} />
      )}
    </Gate>
  );
}

interface AcceptProps {
  readonly token: string;
  readonly link: WireLink;
  readonly email: string;
}

function Accept({ token, link, email }: AcceptProps) {
  const { t } = useTranslation('account');
  const goOn = useGoOn();
  const signOut = useSignOut();
  const attempt = useTry();
  const { submit, busy, error } = useSend(async () => {
    const { workspace } = await ask('POST /invitations/:token', { params: { token }, body: {} });
    await goOn(`/w/${workspace}/overview`);
  });
  return (
    <form onSubmit={submit}>
      <Stack>
        <Text>{t('signedInAs', { email })}</Text>
        {link.email !== email && <Alert color="yellow">{t('otherAddress', { email: link.email })}</Alert>}
        {error && <Problem error={error} />}
        <Button type="submit" loading={busy} fullWidth>
          {t('acceptButton')}
        </Button>
        {link.email !== email && (
          <Button variant="subtle" onClick={() => void attempt(signOut)}>
            {t('useOtherAccount')}
          </Button>
        )}
      </Stack>
    </form>
  );
}

function SignInFirst({ email }: { readonly email: string }) {
  const { t } = useTranslation('account');
  const navigate = useNavigate();
  const to = useLocation({ select: ({ href }) => href });
  return (
    <Stack>
      <Text>{t('signInToAccept', { email })}</Text>
      <Button onClick={() => void navigate({ to: '/sign-in', search: { to } })}>{t('signInButton')}</Button>
    </Stack>
  );
}

function MakeAccount({ token, email }: { readonly token: string; readonly email: string }) {
  const { t } = useTranslation('account');
  const goOn = useGoOn();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const { submit, busy, error } = useSend(async () => {
    const who = name.trim();
    const body = { password, ...(who && { name: who }) };
    const { workspace } = await ask('POST /invitations/:token', { params: { token }, body });
    await goOn(`/w/${workspace}/overview`);
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
          {t('joinButton')}
        </Button>
      </Stack>
    </form>
  );
}
