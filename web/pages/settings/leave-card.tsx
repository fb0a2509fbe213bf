import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Workspace } from '../../../src/http/dashboard/wire-people.ts';
import { Card } from '../../parts/card.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import { useSayProblem } from '../../parts/form-problem.tsx';
import { toast } from '../../parts/toasts.tsx';
import { useMembership } from '../../state/session.tsx';
import { useAsk, useTell } from '../../state/use-ask.ts';
import { useGone } from './use-gone.ts';

/** The last owner cannot leave, and is told so in place of a button that fails. */
export function LeaveCard({ workspace }: { readonly workspace: Workspace }) {
  const { t } = useTranslation('settings');
  const [asked, setAsked] = useState(false);
  const params = { workspace: workspace.slug };
  const isOwner = useMembership()?.role === 'owner';
  const people = useAsk('GET /w/:workspace/members', { params }, { enabled: isOwner });
  const owners = people.data?.members.filter(({ role }) => role === 'owner').length;
  const gone = useGone();
  const sayProblem = useSayProblem();
  const leave = useTell('POST /w/:workspace/leave');
  const run = () =>
    leave.mutate(
      { params },
      {
        onSuccess: () => {
          toast({ text: t('left', { name: workspace.name }) });
          return gone();
        },
        onError: sayProblem,
      },
    );
  return (
    <Card title={t('leaveTitle')} about={t('leaveAbout')}>
      {isOwner && owners === 1 ? (
        <Text>{t('leaveLastOwner')}</Text>
      ) : (
        <Group>
          <Button variant="default" disabled={isOwner && owners === undefined} onClick={() => setAsked(true)}>
            {t('leave')}
          </Button>
        </Group>
      )}
      <Confirm
        opened={asked}
        title={t('leaveAsk', { name: workspace.name })}
        text={t('leaveText')}
        button={t('leave')}
        busy={leave.isPending}
        close={() => setAsked(false)}
        run={run}
      />
    </Card>
  );
}
