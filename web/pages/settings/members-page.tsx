import { Button, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Answered } from '../../parts/answered.tsx';
import { Page } from '../../parts/page.tsx';
import { useMay, useWorkspace } from '../../state/session.tsx';
import { useAsk } from '../../state/use-ask.ts';
import { useOpened } from '../../state/use-opened.ts';
import { Invitations } from './invitations.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { MemberRows } from './member-rows.tsx';

export function MembersPage() {
  const { t } = useTranslation('settings');
  const params = { workspace: useWorkspace() };
  const mayManage = useMay('members:manage');
  const [inviting, setInviting] = useOpened('invite');
  const people = useAsk('GET /w/:workspace/members', { params });
  return (
    <Page
      title={t('membersTitle')}
      about={t('membersAbout')}
      actions={mayManage && <Button onClick={() => setInviting(true)}>{t('invite')}</Button>}
    >
      <Seats />
      <Answered asked={people}>
        {({ members, invitations }) => (
          <Stack gap="lg">
            <MemberRows members={members} />
            {mayManage && (
              <Stack component="section" gap="sm">
                <Title order={2}>{t('invitations')}</Title>
                {invitations.length === 0 ? (
                  <Text c="dimmed">{t('invitationsNone')}</Text>
                ) : (
                  <Invitations invitations={invitations} />
                )}
              </Stack>
            )}
          </Stack>
        )}
      </Answered>
      {inviting && mayManage && <InviteDialog close={() => setInviting(false)} />}
    </Page>
  );
}

function Seats() {
  const { t } = useTranslation('settings');
  const params = { workspace: useWorkspace() };
  const usage = useAsk('GET /w/:workspace', { params }).data?.usage;
  if (!usage) return null;
  const { seats, plan } = usage;
  return (
    <Text c="dimmed">
      {plan.seatsMax === null
        ? t('seatsFree', { count: seats })
        : t('seatsOf', { used: seats, count: plan.seatsMax })}
    </Text>
  );
}
