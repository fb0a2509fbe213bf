import { useTranslation } from 'react-i18next';
import type { WireInvitation } from '../../../src/http/dashboard/wire-people.ts';
import { AskedAct } from '../../parts/asked-act.tsx';
import { Moment } from '../../parts/moment.tsx';
import { Rows } from '../../parts/rows.tsx';
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
  const workspace = useWorkspace();
  const tell = useTell('DELETE /w/:workspace/invitations/:invitation', ['GET /w/:workspace/members']);
  const { email } = invitation;
  return (
    <AskedAct
      isDanger
      button={t('revoke')}
      label={t('revokeWhich', { email })}
      ask={{ title: t('revokeAsk'), text: t('revokeText', { email }), button: t('revokeDo') }}
      busy={tell.isPending}
      done={t('revoked', { email })}
      run={() => tell.mutateAsync({ params: { workspace, invitation: invitation.id } })}
    />
  );
}
