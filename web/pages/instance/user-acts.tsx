import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WireInstanceUser } from '../../../src/http/dashboard/wire-people.ts';
import { useSayProblem } from '../../api/form-problem.tsx';
import { LinkDialog } from '../../api/link-dialog.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import { toast } from '../../parts/toasts.tsx';
import { useSession } from '../../state/session.tsx';
import { useTell } from '../../state/use-ask.ts';

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
  const sayProblem = useSayProblem();
  const tell = useTell('POST /instance/users/:user/reset');
  return (
    <>
      <Button
        variant="subtle"
        size="compact-sm"
        loading={tell.isPending}
        aria-label={t('resetOf', { name: user.name })}
        onClick={() => tell.mutate({ params: { user: user.id } }, { onError: sayProblem })}
      >
        {t('reset')}
      </Button>
      {tell.data && (
        <LinkDialog
          title={t('resetMade', { name: user.name })}
          email={user.email}
          link={tell.data}
          close={tell.reset}
        />
      )}
    </>
  );
}

function Disable({ user }: { readonly user: WireInstanceUser }) {
  const { t } = useTranslation('instance');
  const [asked, setAsked] = useState(false);
  const sayProblem = useSayProblem();
  const tell = useTell('PATCH /instance/users/:user', ['GET /instance/users']);
  const isDisabled = user.disabledAt !== null;
  const { name } = user;
  const set = (disabled: boolean) =>
    tell.mutate(
      { params: { user: user.id }, body: { disabled } },
      {
        onError: sayProblem,
        onSuccess: () => toast({ text: t(disabled ? 'userDisabled' : 'userEnabled', { name }) }),
        onSettled: () => setAsked(false),
      },
    );
  return (
    <>
      <Button
        variant="subtle"
        size="compact-sm"
        {...(!isDisabled && { color: 'red' })}
        loading={tell.isPending}
        aria-label={t(isDisabled ? 'enableWho' : 'disableWho', { name })}
        onClick={() => (isDisabled ? set(false) : setAsked(true))}
      >
        {t(isDisabled ? 'enable' : 'disable')}
      </Button>
      <Confirm
        opened={asked}
        title={t('disableAsk', { name })}
        text={t('disableText')}
        button={t('disableDo')}
        busy={tell.isPending}
        close={() => setAsked(false)}
        run={() => set(true)}
      />
    </>
  );
}
