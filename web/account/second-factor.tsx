import { Button, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ask } from '../state/api.ts';
import { CodeField } from './fields.tsx';
import { Gate } from './gate.tsx';
import { SignInProblem } from './sign-in-problem.tsx';
import { useGoOn } from './use-go-on.ts';
import { useSend } from './use-send.ts';

/** After the password: a code of the app, or one of those that were written down. */
export function SecondFactor({ back }: { back(): void }) {
  const { t } = useTranslation('account');
  const [isRecovery, setIsRecovery] = useState(false);
  return (
    <Gate title={t('factorTitle')} about={isRecovery ? t('recoveryText') : t('factorText')}>
      {isRecovery ? <RecoveryForm /> : <TotpForm />}
      <Stack gap="xs">
        <Button variant="subtle" onClick={() => setIsRecovery(!isRecovery)}>
          {isRecovery ? t('useApp') : t('useRecovery')}
        </Button>
        <Button variant="subtle" color="gray" onClick={back}>
          {t('startOver')}
        </Button>
      </Stack>
    </Gate>
  );
}

function TotpForm() {
  const { t } = useTranslation('account');
  const goOn = useGoOn();
  const [code, setCode] = useState('');
  const { submit, busy, error } = useSend(async () => {
    await ask('POST /sign-in/totp', { body: { code } });
    await goOn();
  });
  return (
    <form onSubmit={submit}>
      <Stack>
        <CodeField label={t('factorCode')} value={code} set={setCode} />
        <SignInProblem error={error} refused={t('factorRefused')} />
        <Button type="submit" loading={busy} fullWidth>
          {t('signInButton')}
        </Button>
      </Stack>
    </form>
  );
}

function RecoveryForm() {
  const { t } = useTranslation('account');
  const goOn = useGoOn();
  const [code, setCode] = useState('');
  const { submit, busy, error } = useSend(async () => {
    await ask('POST /sign-in/recovery', { body: { code: code.trim() } });
    await goOn();
  });
  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput
          label={t('recoveryCode')}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
          autoComplete="off"
          spellCheck={false}
          dir="ltr"
          maxLength={40}
          required
          withAsterisk={false}
          autoFocus
        />
        <SignInProblem error={error} refused={t('recoveryRefused')} />
        <Button type="submit" loading={busy} fullWidth>
          {t('signInButton')}
        </Button>
      </Stack>
    </form>
  );
}
