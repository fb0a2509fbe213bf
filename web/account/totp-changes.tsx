import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from '../parts/toasts.tsx';
import { ask } from '../state/api.ts';
import { reloadSession } from '../state/session.tsx';
import { PasswordField } from './fields.tsx';
import { FormProblem, useFieldProblem } from './form-problem.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';
import { useSend } from './use-send.ts';

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

interface ByPasswordProps {
  readonly text: string;
  readonly button: string;
  readonly color?: string;
  close(): void;
  run(password: string): Promise<void>;
}

function ByPassword({ text, button, color, close, run }: ByPasswordProps) {
  const { t } = useTranslation('account');
  const [password, setPassword] = useState('');
  const { submit, busy, error } = useSend(() => run(password));
  const problemOf = useFieldProblem(error);
  return (
    <form onSubmit={submit}>
      <Stack>
        <Text>{text}</Text>
        <PasswordField value={password} set={setPassword} problem={problemOf('password')} autoFocus />
        <FormProblem error={error} fields={['password']} />
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={busy} {...(color !== undefined && { color })}>
            {button}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
