import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../parts/problem.tsx';
import { toast } from '../parts/toasts.tsx';
import { ask } from '../state/api.ts';
import { useTell } from '../state/use-ask.ts';
import { makePasskey } from './passkey.ts';
import { useSend } from './use-send.ts';

export function NewPasskey({ close }: { close(): void }) {
  const { t } = useTranslation('account');
  const [name, setName] = useState('');
  const keep = useTell('POST /passkeys', ['GET /passkeys']);
  const { submit, busy, error } = useSend(async () => {
    const response = await makePasskey(await ask('POST /passkeys/options', {}));
    if (response === undefined) return;
    await keep.mutateAsync({ body: { name: name.trim(), response } });
    toast({ text: t('passkeyAdded', { name: name.trim() }) });
    close();
  });
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
          {error && <Problem error={error} />}
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
