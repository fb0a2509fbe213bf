import { ActionIcon, Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { IconFingerprint, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WirePasskey } from '../../src/http/dashboard/wire-people.ts';
import { Confirm } from '../parts/confirm.tsx';
import { Problem } from '../parts/problem.tsx';
import { toast } from '../parts/toasts.tsx';
import { useFormat } from '../parts/use-format.ts';
import { useTry } from '../parts/use-try.ts';
import { useAsk, useTell } from '../state/use-ask.ts';
import { CardHead } from './card-head.tsx';
import { NewPasskey } from './new-passkey.tsx';
import { hasPasskeys } from './passkey.ts';
import classes from './rows.module.css';

export function PasskeysCard() {
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
              <PasskeyRow key={passkey.id} passkey={passkey} />
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
      {isAdding && <NewPasskey close={() => setIsAdding(false)} />}
    </section>
  );
}

function PasskeyRow({ passkey }: { readonly passkey: WirePasskey }) {
  const { t } = useTranslation('account');
  const format = useFormat();
  const [isAsking, setIsAsking] = useState(false);
  const remove = useTell('DELETE /passkeys/:passkey', ['GET /passkeys']);
  const attempt = useTry();
  const { id, name, createdAt } = passkey;
  const run = () =>
    attempt(async () => {
      await remove.mutateAsync({ params: { passkey: id } });
      toast({ text: t('passkeyDeleted', { name }) });
    });
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
      <Confirm
        opened={isAsking}
        title={t('deletePasskeyTitle', { name })}
        text={t('deletePasskeyText')}
        button={t('deletePasskey')}
        busy={remove.isPending}
        close={() => setIsAsking(false)}
        run={() => void run()}
      />
    </li>
  );
}
