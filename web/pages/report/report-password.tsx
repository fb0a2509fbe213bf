import { Button, PasswordInput, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Gate } from '../../account/gate.tsx';
import { useSend } from '../../account/use-send.ts';
import { Problem } from '../../parts/problem.tsx';
import { AskError, ask } from '../../state/api.ts';

interface ReportPasswordProps {
  readonly token: string;
  readonly title: string;
  keep(pass: string): void;
}

export function ReportPassword({ token, title, keep }: ReportPasswordProps) {
  const { t } = useTranslation('report');
  const [password, setPassword] = useState('');
  const { submit, busy, error } = useSend(async () => {
    const { pass } = await ask('POST /reports/:token/open', { params: { token }, body: { password } });
    keep(pass);
  });
  const isWrong = error instanceof AskError && error.problem.code === 'validation_error';
  return (
    <Gate title={title} about={t('needsPassword')}>
      <form onSubmit={submit}>
        <Stack>
          <PasswordInput
            label={t('password')}
            // Told to whoever got the link: no password of an account of this site.
            autoComplete="off"
            required
            withAsterisk={false}
            autoFocus
            value={password}
            error={isWrong ? t('wrongPassword') : undefined}
            visibilityToggleButtonProps={{ 'aria-label': t('showPassword') }}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          {error && !isWrong && <Problem error={error} />}
          <Button type="submit" loading={busy} fullWidth>
            {t('open')}
          </Button>
        </Stack>
      </form>
    </Gate>
  );
}
