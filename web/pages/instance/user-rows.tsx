import { Badge, Group, Switch, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WireInstanceUser } from '../../../src/http/dashboard/wire-people.ts';
import { useSayProblem } from '../../parts/form-problem.tsx';
import { Moment } from '../../parts/moment.tsx';
import { Rows } from '../../parts/rows.tsx';
import { toast } from '../../parts/toasts.tsx';
import { useFormat } from '../../parts/use-format.ts';
import { useSession } from '../../state/session.tsx';
import { useTell } from '../../state/use-ask.ts';
import { ConfirmByPassword } from './confirm-by-password.tsx';
import css from './instance.module.css';
import { UserActs } from './user-acts.tsx';

export function UserRows({ users }: { readonly users: readonly WireInstanceUser[] }) {
  const { t } = useTranslation('instance');
  const format = useFormat();
  return (
    <Rows
      label={t('usersTitle')}
      items={users}
      idOf={({ id }) => id}
      columns={[
        { key: 'person', label: t('person'), cell: (user) => <Person user={user} /> },
        { key: 'workspaces', label: t('workspaces'), cell: (user) => <Workspaces user={user} /> },
        { key: 'seen', label: t('lastSeen'), cell: ({ lastSeenAt }) => <Moment ms={lastSeenAt} /> },
        { key: 'since', label: t('since'), cell: ({ createdAt }) => format.day(createdAt) },
        { key: 'operator', label: t('operator'), cell: (user) => <OperatorSwitch user={user} /> },
        {
          key: 'acts',
          label: t('acts'),
          hideLabel: true,
          end: true,
          cell: (user) => <UserActs user={user} />,
        },
      ]}
    />
  );
}

function Person({ user }: { readonly user: WireInstanceUser }) {
  const { t } = useTranslation('instance');
  const isMe = useSession().user?.id === user.id;
  return (
    <div>
      <Group gap="sm">
        <Text fw={500}>
          <bdi>{user.name}</bdi>
        </Text>
        {isMe && (
          <Badge variant="light" tt="none">
            {t('you')}
          </Badge>
        )}
        {user.disabledAt !== null && (
          <Badge variant="light" color="gray" tt="none">
            {t('disabled')}
          </Badge>
        )}
      </Group>
      {user.name !== user.email && (
        <Text size="xs" c="dimmed">
          <bdi>{user.email}</bdi>
        </Text>
      )}
    </div>
  );
}

/** More are only counted: somebody can be in very many. */
const shownMax = 3;

function Workspaces({ user: { workspaces } }: { readonly user: WireInstanceUser }) {
  const { t } = useTranslation('instance');
  if (workspaces.length === 0) return <Text c="dimmed">{t('noWorkspaces')}</Text>;
  const names = workspaces.slice(0, shownMax).map(({ name }) => name);
  const more = workspaces.length - names.length;
  return (
    <span title={workspaces.map(({ name }) => name).join(', ')}>
      {names.join(', ')}
      {more > 0 && ` ${t('andMore', { count: more })}`}
    </span>
  );
}

/** One cannot take it from oneself: somebody else has to. */
function OperatorSwitch({ user }: { readonly user: WireInstanceUser }) {
  const { t } = useTranslation('instance');
  const isMe = useSession().user?.id === user.id;
  const sayProblem = useSayProblem();
  const tell = useTell('PATCH /instance/users/:user', ['GET /instance/users']);
  const [asked, setAsked] = useState(false);
  const { name } = user;
  const params = { user: user.id };
  const close = () => setAsked(false);
  const make = async (body: { readonly password?: string }) => {
    await tell.mutateAsync({ params, body: { isOperator: true, ...body } });
    close();
    toast({ text: t('operatorNow', { name }), action: { label: t('undo'), run: take } });
  };
  const take = () =>
    void tell.mutateAsync({ params, body: { isOperator: false } }).then(
      () =>
        toast({
          text: t('operatorNoMore', { name }),
          action: { label: t('undo'), run: () => setAsked(true) },
        }),
      sayProblem,
    );
  if (isMe) return <span title={t('operatorMe')}>{t('operatorYes')}</span>;
  const ask = { title: t('operatorAsk', { name }), text: t('operatorText'), button: t('operatorDo') };
  return (
    <>
      <Switch
        classNames={{ track: css.track ?? '' }}
        aria-label={t('operatorOf', { name })}
        title={t('operatorAbout')}
        checked={tell.isPending ? (tell.variables.body.isOperator ?? false) : user.isOperator}
        onChange={(event) => (event.currentTarget.checked ? setAsked(true) : take())}
      />
      {asked && <ConfirmByPassword {...ask} close={close} run={make} />}
    </>
  );
}
