import { Modal } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from '../parts/toasts.tsx';
import { ask } from '../state/api.ts';
import { reloadSession } from '../state/session.tsx';
import { ByPassword } from './by-password.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';

export function TotpOff({ close }: { close(): void }) {
  const { t } = useTranslation('account');
  const client = useQueryClient();
  const run = async (password: string) => {
    await ask('DELETE /totp', { body: { password } });
    await reloadSession(client);
    toast({ text: t('totpIsOff') });
    close();
  };
  return (
    <Modal opened onClose={close} title={t('totpOffTitle')} closeButtonProps={{ 'aria-label': t('close') }}>
      <ByPassword text={t('totpOffText')} button={t('totpOff')} color="red" close={close} run={run} />
    </Modal>
  );
}

/** New recovery codes; those from before no longer work. */
export function TotpRenew({ close }: { close(): void }) {
  const { t } = useTranslation('account');
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const run = async (password: string) => {
    const { recoveryCodes } = await ask('POST /totp/recovery-codes', { body: { password } });
    setCodes(recoveryCodes);
  };
  return (
    <Modal
      opened
      onClose={close}
      title={t('codesTitle')}
      size="lg"
      closeOnClickOutside={codes === null}
      closeOnEscape={codes === null}
      withCloseButton={codes === null}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {codes ? (
        <RecoveryCodes codes={codes} done={close} />
      ) : (
        <ByPassword text={t('renewText')} button={t('renewCodes')} close={close} run={run} />
      )}
    </Modal>
  );
}
