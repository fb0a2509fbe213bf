import { Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { WireInstanceUser } from '../../../src/http/dashboard/wire-people.ts';
import { AskedAct } from '../../api/asked-act.tsx';
import { useSayProblem } from '../../api/form-problem.tsx';
import { LinkDialog } from '../../api/link-dialog.tsx';
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
