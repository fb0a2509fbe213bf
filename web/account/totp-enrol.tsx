import { Button, Code, Modal, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResultOf } from '../../src/http/dashboard/wire.ts';
import type { WireUser } from '../../src/http/dashboard/wire-people.ts';
import { FormProblem, useProblemAt } from '../parts/form-problem.tsx';
import { ask } from '../state/api.ts';
import { reloadSession } from '../state/session.tsx';
import { CodeField, HiddenEmail, PasswordField } from './fields.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';
import classes from './rows.module.css';
import { useSend } from './use-send.ts';

type Begun = ResultOf<'POST /totp'>;

/** Password, then the picture for the app, then a code of it, then the codes to keep. */
export function TotpEnrol({ user, close }: { readonly user: WireUser; close(): void }) {
  const { t } = useTranslation('account');
  const client = useQueryClient();
  const [begun, setBegun] = useState<Begun | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const leave = () => {
    close();
    void reloadSession(client);
  };
  return (
    <Modal
      opened
      onClose={leave}
      title={codes ? t('codesTitle') : t('totpEnrolTitle')}
      size="lg"
      // The codes are shown this once: no slip of the hand may close them.
      closeOnClickOutside={codes === null}
      closeOnEscape={codes === null}
      withCloseButton={codes === null}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {codes ? (
        <RecoveryCodes codes={codes} done={leave} />
      ) : begun ? (
        <Scan begun={begun} done={setCodes} />
      ) : (
        <Begin email={user.email} done={setBegun} />
      )}
    </Modal>
  );
}

function Begin({ email, done }: { readonly email: string; done(begun: Begun): void }) {
  const { t } = useTranslation('account');
  const [password, setPassword] = useState('');
  const { submit, busy, error } = useSend(async () => done(await ask('POST /totp', { body: { password } })));
  const problemOf = useProblemAt(error);
  return (
    <form onSubmit={submit}>
      <Stack>
        <Text c="dimmed">{t('totpBeginText')}</Text>
        <HiddenEmail value={email} />
        <PasswordField value={password} set={setPassword} problem={problemOf('password')} autoFocus />
        <FormProblem error={error} fields={['password']} />
        <Button type="submit" loading={busy}>
          {t('goOn')}
        </Button>
      </Stack>
    </form>
  );
}

function Scan({ begun, done }: { readonly begun: Begun; done(codes: readonly string[]): void }) {
  const { t } = useTranslation('account');
  const [code, setCode] = useState('');
  const { submit, busy, error } = useSend(async () =>
    done((await ask('POST /totp/confirm', { body: { code } })).recoveryCodes),
  );
  const problemOf = useProblemAt(error);
  return (
    <form onSubmit={submit}>
      <div className={classes.enrol}>
        <img className="qz-code-picture" src={begun.qr} alt={t('totpPicture')} />
        <div>
          <Stack>
            <Text>{t('totpScanText')}</Text>
            <Code className="qz-mono">{begun.secret.replace(/(.{4})/g, '$1 ').trim()}</Code>
            <CodeField label={t('totpCode')} value={code} set={setCode} problem={problemOf('code')} />
            <FormProblem error={error} fields={['code']} />
            <Button type="submit" loading={busy}>
              {t('totpConfirm')}
            </Button>
          </Stack>
        </div>
      </div>
    </form>
  );
}
