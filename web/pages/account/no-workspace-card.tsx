import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CardHead } from '../../account/card-head.tsx';
import { NewWorkspace } from '../../frame/new-workspace.tsx';

/** The first thing that somebody sees who is in no workspace: what that is, and two ways to one. */
export function NoWorkspaceCard() {
  const { t } = useTranslation();
  const [isMaking, setIsMaking] = useState(false);
  return (
    <section className="qz-card">
      <CardHead title={t('noWorkspaceTitle')} text={t('noWorkspaceText')} />
      <Group mt="md">
        <Button onClick={() => setIsMaking(true)}>{t('newWorkspace')}</Button>
      </Group>
      {isMaking && <NewWorkspace close={() => setIsMaking(false)} />}
    </section>
  );
}
