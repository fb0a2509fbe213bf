import { ActionIcon, Button, Group, Menu } from '@mantine/core';
import { IconDots, IconFolder, IconPlus, IconTableExport, IconTrash, IconUpload } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { pathOf } from '../state/api.ts';
import { useMay, useWorkspace } from '../state/session.tsx';

/** The buttons at the head of the list. */
export function CodesActions({ inTrash }: { readonly inTrash: boolean }) {
  const { t } = useTranslation('codes');
  const workspace = useWorkspace();
  const mayWrite = useMay('codes:write');
  return (
    <Group gap="sm">
      <MoreMenu inTrash={inTrash} mayWrite={mayWrite} />
      {inTrash && (
        <Button variant="default" component={Link} to={`/w/${workspace}/codes`}>
          {t('trash.leave')}
        </Button>
      )}
      {mayWrite && !inTrash && (
        <Button
          component={Link}
          to={`/w/${workspace}/codes/new`}
          leftSection={<IconPlus size={16} aria-hidden="true" />}
        >
          {t('new.button')}
        </Button>
      )}
    </Group>
  );
}

function MoreMenu({ inTrash, mayWrite }: { readonly inTrash: boolean; readonly mayWrite: boolean }) {
  const { t } = useTranslation('codes');
  const workspace = useWorkspace();
  const exportHref = (format: 'csv' | 'json') =>
    pathOf('GET /w/:workspace/codes/export', { params: { workspace }, query: { format } });
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <ActionIcon variant="default" size={36} aria-label={t('list.more')}>
          <IconDots size={18} aria-hidden="true" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {mayWrite && (
          <Menu.Item
            component={Link}
            to={`/w/${workspace}/codes/import`}
            leftSection={<IconUpload size={16} />}
          >
            {t('list.import')}
          </Menu.Item>
        )}
        <Menu.Item
          component="a"
          href={exportHref('csv')}
          download
          leftSection={<IconTableExport size={16} />}
        >
          {t('list.exportCsv')}
        </Menu.Item>
        <Menu.Item
          component="a"
          href={exportHref('json')}
          download
          leftSection={<IconTableExport size={16} />}
        >
          {t('list.exportJson')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          component={Link}
          to={`/w/${workspace}/codes/organise`}
          leftSection={<IconFolder size={16} />}
        >
          {t('organise.title')}
        </Menu.Item>
        {!inTrash && (
          <Menu.Item
            component={Link}
            to={`/w/${workspace}/codes?trash=1`}
            leftSection={<IconTrash size={16} />}
          >
            {t('trash.title')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
