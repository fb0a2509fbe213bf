import { Menu, UnstyledButton } from '@mantine/core';
import { IconCheck, IconPlus, IconSelector } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useLater } from '../parts/use-later.ts';
import { useSession } from '../state/session.tsx';
import type { OpenDialog } from './dialogs.ts';
import classes from './frame.module.css';
import { usePlaces } from './use-places.ts';

/** Which workspace one is in, and the way to the others. */
export function WorkspaceMenu({ open }: { readonly open: OpenDialog }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { memberships } = useSession();
  const { membership } = usePlaces();
  const inside = (
    <>
      <span className={classes.workspaceNames}>
        <span className={classes.workspaceName}>{membership?.workspace.name ?? t('noWorkspace')}</span>
        {membership && <span className={classes.role}>{t(`role.${membership.role}`)}</span>}
      </span>
      <IconSelector size={16} aria-label={t('switchWorkspace')} />
    </>
  );
  if (!useLater()) return <div className={classes.workspace}>{inside}</div>;
  return (
    <Menu position="bottom-start" width={240} withinPortal={false} floatingStrategy="fixed">
      <Menu.Target>
        <UnstyledButton className={classes.workspace}>{inside}</UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown className={classes.dropdown}>
        <Menu.Label>{t('workspaces')}</Menu.Label>
        <div className={classes.menuList}>
          {memberships.map(({ workspace }) => (
            <Menu.Item
              key={workspace.id}
              aria-current={workspace.id === membership?.workspace.id ? 'true' : undefined}
              rightSection={workspace.id === membership?.workspace.id && <IconCheck size={16} aria-hidden />}
              onClick={() =>
                void navigate({ to: '/w/$workspace/overview', params: { workspace: workspace.slug } })
              }
            >
              {workspace.name}
            </Menu.Item>
          ))}
        </div>
        <Menu.Divider />
        <Menu.Item leftSection={<IconPlus size={16} aria-hidden />} onClick={() => open('newWorkspace')}>
          {t('newWorkspace')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
