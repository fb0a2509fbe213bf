import { Button, Group, Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WireUser } from '../../src/http/dashboard/wire-people.ts';
import { FormProblem, useProblemAt } from '../parts/form-problem.tsx';
import { toast } from '../parts/toasts.tsx';
import { ask } from '../state/api.ts';
import { keepUser } from '../state/profile.ts';
import { CardHead } from './card-head.tsx';
import { HiddenEmail, NewPasswordField, PasswordField } from './fields.tsx';
import { isAcceptable, strengthOf } from './password-strength.ts';
import { SignInAgain, signInPath } from './sign-in-again.tsx';
import { useSend } from './use-send.ts';

/** Whoever signs in by single sign-on or passkey alone has none yet, and may set one. */
export function PasswordCard({ user }: { readonly user: WireUser }) {
  const { t } = useTranslation('account');
  const client = useQueryClient();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const { submit, busy, error } = useSend(async () => {
    await ask('POST /password', { body: { next, ...(user.hasPassword && { current }) } });
    setCurrent('');
    setNext('');
    keepUser(client, { ...user, hasPassword: true });
    toast({ text: t('passwordSaved') });
  });
  const problemOf = useProblemAt(error);
  return (
    <form className="qz-card" onSubmit={submit}>
      <Stack>
        <CardHead
          title={t('passwordTitle')}
          text={user.hasPassword ? t('passwordText') : t('passwordNone')}
        />
        <HiddenEmail value={user.email} />
        {user.hasPassword && (
          <PasswordField
            label={t('currentPassword')}
            value={current}
            set={setCurrent}
            problem={problemOf('current')}
          />
        )}
        <NewPasswordField value={next} set={setNext} email={user.email} problem={problemOf('next')} />
        <SignInAgain error={error} />
        <FormProblem error={error} fields={['current', 'next', signInPath]} />
        <Group justify="flex-end">
          <Button
            type="submit"
            variant="default"
            loading={busy}
            disabled={!isAcceptable(strengthOf(next, user.email))}
          >
            {user.hasPassword ? t('changePassword') : t('setPassword')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
