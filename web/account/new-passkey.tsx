import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WireUser } from '../../src/http/dashboard/wire-people.ts';
import { FormProblem, useProblemAt } from '../parts/form-problem.tsx';
import { toast } from '../parts/toasts.tsx';
import { ask } from '../state/api.ts';
import { useTell } from '../state/use-ask.ts';
import { HiddenEmail, PasswordField } from './fields.tsx';
import { makePasskey } from './passkey.ts';
import { SignInAgain, signInPath } from './sign-in-again.tsx';
import { useSend } from './use-send.ts';

interface NewPasskeyProps {
  readonly user: WireUser;
  close(): void;
}

/** With the password of whoever has one: whoever sits down at a browser left open must not add a way in. */
export function NewPasskey({ user, close }: NewPasskeyProps) {
  const { t } = useTranslation('account');
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const keep = useTell('POST /passkeys', ['GET /passkeys']);
  const { submit, busy, error } = useSend(async () => {
    const confirmed = user.hasPassword ? { password } : {};
    const response = await makePasskey(await ask('POST /passkeys/options', { body: confirmed }));
    if (response === undefined) return;
    await keep.mutateAsync({ body: { name: name.trim(), response, ...confirmed } });
    toast({ text: t('passkeyAdded', { name: name.trim() }) });
    close();
  });
  const problemOf = useProblemAt(error);
  return (
    <Modal opened onClose={close} title={t('addPasskey')} closeButtonProps={{ 'aria-label': t('close') }}>
      <form onSubmit={submit}>
        <Stack>
          <Text c="dimmed">{t('newPasskeyText')}</Text>
          <TextInput
            label={t('passkeyName')}
            description={t('passkeyNameHint')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            maxLength={100}
            required
            withAsterisk={false}
            data-autofocus
          />
          {user.hasPassword && (
            <>
              <HiddenEmail value={user.email} />
              <PasswordField value={password} set={setPassword} problem={problemOf('password')} />
            </>
          )}
          <SignInAgain error={error} />
          <FormProblem error={error} fields={['password', signInPath]} />
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t('cancel')}
            </Button>
            <Button type="submit" loading={busy}>
              {t('goOn')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
