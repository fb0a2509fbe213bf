import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WireInstanceUser } from '../../../src/http/dashboard/wire-people.ts';
import { AskedAct } from '../../parts/asked-act.tsx';
import { LinkDialog } from '../../parts/link-dialog.tsx';
import { useSession } from '../../state/session.tsx';
import { useTell } from '../../state/use-ask.ts';
import { ConfirmByPassword } from './confirm-by-password.tsx';

export function UserActs({ user }: { readonly user: WireInstanceUser }) {
  const isMe = useSession().user?.id === user.id;
  return (
    <Group gap="xs" wrap="nowrap" justify="flex-end">
      <ResetLink user={user} />
      {!isMe && <Disable user={user} />}
    </Group>
  );
}

/** For whoever has lost a password and gets no mail. */
function ResetLink({ user }: { readonly user: WireInstanceUser }) {
  const { t } = useTranslation('instance');
  const [asked, setAsked] = useState(false);
  const tell = useTell('POST /instance/users/:user/reset');
  const { name } = user;
  const close = () => setAsked(false);
  const run = async (body: { readonly password?: string }) => {
    await tell.mutateAsync({ params: { user: user.id }, body });
    close();
  };
  const ask = { title: t('resetAsk', { name }), text: t('resetText'), button: t('resetDo') };
  return (
    <>
      <Button
        variant="subtle"
        size="compact-sm"
        aria-label={t('resetOf', { name })}
        onClick={() => setAsked(true)}
      >
        {t('reset')}
      </Button>
      {asked && <ConfirmByPassword {...ask} close={close} run={run} />}
      {!asked && tell.data && (
        <LinkDialog title={t('resetMade', { name })} email={user.email} link={tell.data} close={tell.reset} />
      )}
    </>
  );
}

function Disable({ user }: { readonly user: WireInstanceUser }) {
  const { t } = useTranslation('instance');
  const tell = useTell('PATCH /instance/users/:user', ['GET /instance/users']);
  const isDisabled = user.disabledAt !== null;
  const { name } = user;
  return (
    <AskedAct
      isDanger={!isDisabled}
      atOnce={isDisabled}
      button={t(isDisabled ? 'enable' : 'disable')}
      label={t(isDisabled ? 'enableWho' : 'disableWho', { name })}
      ask={{ title: t('disableAsk', { name }), text: t('disableText'), button: t('disableDo') }}
      busy={tell.isPending}
      done={t(isDisabled ? 'userEnabled' : 'userDisabled', { name })}
      run={() => tell.mutateAsync({ params: { user: user.id }, body: { disabled: !isDisabled } })}
    />
  );
}
