import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WireInvitation } from '../../../src/http/dashboard/wire-people.ts';
import { useSayProblem } from '../../api/form-problem.tsx';
import { Moment } from '../../api/moment.tsx';
import { Rows } from '../../api/rows.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import { toast } from '../../parts/toasts.tsx';
import { useWorkspace } from '../../state/session.tsx';
import { useTell } from '../../state/use-ask.ts';
import { roleWords } from './role-words.ts';

/** Who was asked to join and has not yet. */
export function Invitations({ invitations }: { readonly invitations: readonly WireInvitation[] }) {
  const { t } = useTranslation('settings');
  return (
    <Rows
      label={t('invitations')}
      items={invitations}
      idOf={({ id }) => id}
      columns={[
        { key: 'email', label: t('email'), cell: ({ email }) => <bdi>{email}</bdi> },
        { key: 'role', label: t('role'), cell: ({ role }) => t(roleWords[role].name) },
        { key: 'by', label: t('invitedBy'), cell: ({ invitedBy }) => invitedBy },
        { key: 'expires', label: t('expires'), cell: ({ expiresAt }) => <Moment ms={expiresAt} /> },
        {
          key: 'revoke',
          label: t('revoke'),
          hideLabel: true,
          end: true,
          cell: (invitation) => <Revoke invitation={invitation} />,
        },
      ]}
    />
  );
}

function Revoke({ invitation }: { readonly invitation: WireInvitation }) {
  const { t } = useTranslation('settings');
  const [asked, setAsked] = useState(false);
  const workspace = useWorkspace();
  const sayProblem = useSayProblem();
  const tell = useTell('DELETE /w/:workspace/invitations/:invitation', ['GET /w/:workspace/members']);
  const { email } = invitation;
  const run = () =>
    tell.mutate(
      { params: { workspace, invitation: invitation.id } },
      {
        onError: sayProblem,
        onSuccess: () => toast({ text: t('revoked', { email }) }),
        onSettled: () => setAsked(false),
      },
    );
  return (
    <>
      <Button
        variant="subtle"
        color="red"
        size="compact-sm"
        aria-label={t('revokeWhich', { email })}
        onClick={() => setAsked(true)}
      >
        {t('revoke')}
      </Button>
      <Confirm
        opened={asked}
        title={t('revokeAsk')}
        text={t('revokeText', { email })}
        button={t('revokeDo')}
        busy={tell.isPending}
        close={() => setAsked(false)}
        run={run}
      />
    </>
  );
}
