import { ActionIcon, Button, Group, Menu } from '@mantine/core';
import {
  IconDots,
  IconFileZip,
  IconFolder,
  IconPlus,
  IconPrinter,
  IconTableExport,
  IconTrash,
  IconUpload,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useLater } from '../parts/use-later.ts';
import { pathOf } from '../state/api.ts';
import { useMay, useWorkspace } from '../state/session.tsx';
import { useCodeList } from './use-codes.ts';
import { type Printing, usePrinting } from './use-printing.tsx';

/** The buttons at the head of the list. */
export function CodesActions({ inTrash }: { readonly inTrash: boolean }) {
  const { t } = useTranslation('codes');
  const workspace = useWorkspace();
  const mayWrite = useMay('codes:write');
  const { list } = useCodeList();
  const printing = usePrinting(list);
  return (
    <Group gap="sm">
      <MoreMenu inTrash={inTrash} mayWrite={mayWrite} printing={printing} />
      {printing.dialog}
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

interface MoreMenuProps {
  readonly inTrash: boolean;
  readonly mayWrite: boolean;
  readonly printing: Printing;
}

function MoreMenu({ inTrash, mayWrite, printing }: MoreMenuProps) {
  const { t } = useTranslation('codes');
  const workspace = useWorkspace();
  const exportHref = (format: 'csv' | 'json') =>
    pathOf('GET /w/:workspace/codes/export', { params: { workspace }, query: { format } });
  const dots = <IconDots size={18} aria-hidden="true" />;
  if (!useLater()) {
    return (
      <ActionIcon component="span" variant="default" size={36} aria-hidden="true">
        {dots}
      </ActionIcon>
    );
  }
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <ActionIcon variant="default" size={36} aria-label={t('list.more')}>
          {dots}
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
        {!inTrash && <PrintItems printing={printing} />}
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

/** What can be made of all codes that are listed. */
function PrintItems({ printing: { print, pictures } }: { readonly printing: Printing }) {
  const { t } = useTranslation('print');
  return (
    <>
      <Menu.Divider />
      <Menu.Item leftSection={<IconPrinter size={16} />} onClick={print}>
        {t('list.print')}
      </Menu.Item>
      <Menu.Item leftSection={<IconFileZip size={16} />} onClick={pictures}>
        {t('list.pictures')}
      </Menu.Item>
    </>
  );
}
