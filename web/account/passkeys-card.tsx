import { ActionIcon, Button, Group, Modal, Skeleton, Stack, Text } from '@mantine/core';
import { IconFingerprint, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WirePasskey, WireUser } from '../../src/http/dashboard/wire-people.ts';
import { Problem } from '../parts/problem.tsx';
import { toast } from '../parts/toasts.tsx';
import { useFormat } from '../parts/use-format.ts';
import { useAsk, useTell } from '../state/use-ask.ts';
import { ByPassword } from './by-password.tsx';
import { CardHead } from './card-head.tsx';
import { NewPasskey } from './new-passkey.tsx';
import { hasPasskeys } from './passkey.ts';
import classes from './rows.module.css';

export function PasskeysCard({ user }: { readonly user: WireUser }) {
  const { t } = useTranslation('account');
  const { data, error, refetch } = useAsk('GET /passkeys', {});
  const [isAdding, setIsAdding] = useState(false);
  const isAble = hasPasskeys();
  return (
    <section className="qz-card">
      <Stack>
        <CardHead title={t('passkeysTitle')} text={isAble ? t('passkeysText') : t('passkeysNone')} />
        {error && <Problem error={error} retry={() => void refetch()} />}
        {!data && !error && <Skeleton h={40} />}
        {data && data.length > 0 && (
          <ul className={classes.rows} style={{ padding: 0 }}>
            {data.map((passkey) => (
              <PasskeyRow key={passkey.id} user={user} passkey={passkey} />
            ))}
          </ul>
        )}
        {isAble && (
          <Group justify="flex-end">
            <Button variant="default" onClick={() => setIsAdding(true)}>
              {t('addPasskey')}
            </Button>
          </Group>
        )}
      </Stack>
      {isAdding && <NewPasskey user={user} close={() => setIsAdding(false)} />}
    </section>
  );
}

interface PasskeyRowProps {
  readonly user: WireUser;
  readonly passkey: WirePasskey;
}

function PasskeyRow({ user, passkey }: PasskeyRowProps) {
  const { t } = useTranslation('account');
  const format = useFormat();
  const [isAsking, setIsAsking] = useState(false);
  const { name, createdAt } = passkey;
  return (
    <li>
      <IconFingerprint size={24} stroke={1.5} aria-hidden />
      <div className={classes.what}>
        <Text fw={500}>{name}</Text>
        <Text size="xs" c="dimmed">
          {t('passkeySince', { day: format.day(createdAt) })}
        </Text>
      </div>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={36}
        aria-label={t('deletePasskeyOf', { name })}
        onClick={() => setIsAsking(true)}
      >
        <IconTrash size={18} aria-hidden />
      </ActionIcon>
      {isAsking && <DeletePasskey user={user} passkey={passkey} close={() => setIsAsking(false)} />}
    </li>
  );
}

function DeletePasskey({ user, passkey, close }: PasskeyRowProps & { close(): void }) {
  const { t } = useTranslation('account');
  const remove = useTell('DELETE /passkeys/:passkey', ['GET /passkeys']);
  const { id, name } = passkey;
  const title = t('deletePasskeyTitle', { name });
  const act = { text: t('deletePasskeyText'), button: t('deletePasskey'), close };
  const run = async (password: string) => {
    await remove.mutateAsync({ params: { passkey: id }, body: user.hasPassword ? { password } : {} });
    toast({ text: t('passkeyDeleted', { name }) });
  };
  return (
    <Modal opened onClose={close} title={title} closeButtonProps={{ 'aria-label': t('close') }}>
      <ByPassword {...act} color="red" hasPassword={user.hasPassword} run={run} />
    </Modal>
  );
}
