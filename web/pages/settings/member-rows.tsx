import { Badge, Group, NativeSelect, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Role, WireMember } from '../../../src/http/dashboard/wire-people.ts';
import { AskedAct } from '../../parts/asked-act.tsx';
import { useSayProblem } from '../../parts/form-problem.tsx';
import { Rows } from '../../parts/rows.tsx';
import { toast } from '../../parts/toasts.tsx';
import { useFormat } from '../../parts/use-format.ts';
import { useMay, useSession, useWorkspace } from '../../state/session.tsx';
import { useTell } from '../../state/use-ask.ts';
import { givableRoles, roleWords } from './role-words.ts';

export function MemberRows({ members }: { readonly members: readonly WireMember[] }) {
  const { t } = useTranslation('settings');
  const format = useFormat();
  const mayManage = useMay('members:manage');
  const lastOwner = members.filter(({ role }) => role === 'owner').length === 1;
  return (
    <Rows
      label={t('membersTitle')}
      items={members}
      idOf={({ userId }) => userId}
      columns={[
        { key: 'person', label: t('person'), cell: (member) => <Person member={member} /> },
        {
          key: 'role',
          label: t('role'),
          cell: (member) => <RoleCell member={member} isLastOwner={lastOwner && member.role === 'owner'} />,
        },
        { key: 'since', label: t('since'), cell: ({ createdAt }) => format.day(createdAt) },
        ...(mayManage
          ? [
              {
                key: 'remove',
                label: t('remove'),
                hideLabel: true,
                end: true,
                cell: (member: WireMember) => <RemoveCell member={member} />,
              },
            ]
          : []),
      ]}
    />
  );
}

function Person({ member }: { readonly member: WireMember }) {
  const { t } = useTranslation('settings');
  const isMe = useSession().user?.id === member.userId;
  return (
    <div>
      <Group gap="sm">
        <Text fw={500}>{member.name}</Text>
        {isMe && (
          <Badge variant="light" tt="none">
            {t('you')}
          </Badge>
        )}
      </Group>
      {member.name !== member.email && (
        <Text size="xs" c="dimmed">
          <bdi>{member.email}</bdi>
        </Text>
      )}
    </div>
  );
}

/** Whether the person of this page may change this member: owners alone touch owners. */
function useMayChange(member: WireMember): boolean {
  const mayManage = useMay('members:manage');
  const mayOwners = useMay('owners:manage');
  return mayManage && (member.role !== 'owner' || mayOwners);
}

function RoleCell({ member, isLastOwner }: { readonly member: WireMember; readonly isLastOwner: boolean }) {
  const { t } = useTranslation('settings');
  const mayChange = useMayChange(member);
  const mayOwners = useMay('owners:manage');
  const workspace = useWorkspace();
  const sayProblem = useSayProblem();
  const tell = useTell('PATCH /w/:workspace/members/:user', ['GET /w/:workspace/members', 'GET /session']);
  if (!mayChange || isLastOwner) {
    return <span title={isLastOwner ? t('lastOwner') : undefined}>{t(roleWords[member.role].name)}</span>;
  }
  const give = (role: Role, undo: boolean) =>
    tell.mutate(
      { params: { workspace, user: member.userId }, body: { role } },
      {
        onError: sayProblem,
        onSuccess: () =>
          toast({
            text: t('roleChanged', { name: member.name, role: t(roleWords[role].name) }),
            ...(undo && { action: { label: t('undo'), run: () => give(member.role, false) } }),
          }),
      },
    );
  return (
    <NativeSelect
      aria-label={t('roleOf', { name: member.name })}
      value={tell.isPending ? tell.variables.body.role : member.role}
      data={givableRoles(mayOwners).map((role) => ({ value: role, label: t(roleWords[role].name) }))}
      onChange={(event) => give(event.currentTarget.value as Role, true)}
    />
  );
}

function RemoveCell({ member }: { readonly member: WireMember }) {
  const { t } = useTranslation('settings');
  const mayChange = useMayChange(member);
  const isMe = useSession().user?.id === member.userId;
  const workspace = useWorkspace();
  const tell = useTell('DELETE /w/:workspace/members/:user', [
    'GET /w/:workspace/members',
    'GET /w/:workspace',
  ]);
  if (!mayChange || isMe) return null;
  const { name } = member;
  return (
    <AskedAct
      isDanger
      button={t('remove')}
      label={t('removeWho', { name })}
      ask={{ title: t('removeAsk', { name }), text: t('removeText'), button: t('removeDo') }}
      busy={tell.isPending}
      done={t('removed', { name })}
      run={() => tell.mutateAsync({ params: { workspace, user: member.userId } })}
    />
  );
}
