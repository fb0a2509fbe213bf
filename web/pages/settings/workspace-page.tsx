import { Alert, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Page } from '../../parts/page.tsx';
import { useFormat } from '../../parts/use-format.ts';
import { useMay, useMembership } from '../../state/session.tsx';
import { DeleteCard } from './delete-card.tsx';
import { LeaveCard } from './leave-card.tsx';
import { NameCard } from './name-card.tsx';

export function WorkspacePage() {
  const { t } = useTranslation('settings');
  const format = useFormat();
  const membership = useMembership();
  const mayDelete = useMay('workspace:delete');
  if (!membership) return null;
  const { workspace } = membership;
  return (
    <Page title={t('workspaceTitle')} about={t('workspaceAbout')}>
      <Stack gap="lg" maw={760}>
        {workspace.lockedAt !== null && (
          <Alert color="yellow">{t('workspaceLocked', { day: format.day(workspace.lockedAt) })}</Alert>
        )}
        <NameCard key={workspace.id} workspace={workspace} />
        <LeaveCard workspace={workspace} />
        {mayDelete && <DeleteCard workspace={workspace} />}
      </Stack>
    </Page>
  );
}
