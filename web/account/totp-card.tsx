import { Button, Group, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WireUser } from '../../src/http/dashboard/wire-people.ts';
import { CardHead } from './card-head.tsx';
import { TotpOff, TotpRenew } from './totp-changes.tsx';
import { TotpEnrol } from './totp-enrol.tsx';

export type TotpDialog = 'enrol' | 'off' | 'renew' | null;

/** The second factor: a code of an app after the password. */
export function TotpCard({ user }: { readonly user: WireUser }) {
  const { t } = useTranslation('account');
  const [dialog, setDialog] = useState<TotpDialog>(null);
  const close = () => setDialog(null);
  const state = { isOn: user.hasTotp, label: user.hasTotp ? t('on') : t('off') };
  return (
    <section className="qz-card">
      <Stack>
        <CardHead
          title={t('totpTitle')}
          text={user.hasPassword ? t('totpText') : t('totpNeedsPassword')}
          state={state}
        />
        <Group justify="flex-end">
          {user.hasTotp ? (
            <>
              <Button variant="default" onClick={() => setDialog('renew')}>
                {t('renewCodes')}
              </Button>
              <Button variant="default" onClick={() => setDialog('off')}>
                {t('totpOff')}
              </Button>
            </>
          ) : (
            <Button variant="default" disabled={!user.hasPassword} onClick={() => setDialog('enrol')}>
              {t('totpOn')}
            </Button>
          )}
        </Group>
      </Stack>
      {dialog === 'enrol' && <TotpEnrol user={user} close={close} />}
      {dialog === 'off' && <TotpOff close={close} />}
      {dialog === 'renew' && <TotpRenew close={close} />}
    </section>
  );
}
