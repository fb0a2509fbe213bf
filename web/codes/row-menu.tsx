import { Menu } from '@mantine/core';
import {
  IconCopy,
  IconDownload,
  IconEdit,
  IconPlayerPause,
  IconPlayerPlay,
  IconRestore,
  IconTrash,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { WireBulkAction, WireCode } from '../../src/http/dashboard/wire-codes.ts';
import { useLater } from '../parts/use-later.ts';

export interface MenuAt {
  readonly code: WireCode;
  readonly at: DOMRect;
}

interface RowMenuProps {
  readonly open: MenuAt | null;
  readonly mayWrite: boolean;
  close(): void;
  copy(code: WireCode): void;
  edit(code: WireCode): void;
  run(action: WireBulkAction, code: WireCode): void;
}

/** One menu for all rows, placed at the button that asked for it. */
export function RowMenu({ open, mayWrite, close, copy, edit, run }: RowMenuProps) {
  const { t } = useTranslation('codes');
  const code = open?.code;
  if (!useLater()) return null;
  return (
    <Menu opened={open !== null} onClose={close} position="bottom-end" width={220}>
      <Menu.Target>
        <span
          aria-hidden="true"
          style={{
            position: 'fixed',
            pointerEvents: 'none',
            left: open?.at.left ?? 0,
            top: open?.at.top ?? 0,
            width: open?.at.width ?? 0,
            height: open?.at.height ?? 0,
          }}
        />
      </Menu.Target>
      <Menu.Dropdown>
        {code && (
          <>
            <Menu.Item leftSection={<IconCopy size={16} />} onClick={() => copy(code)}>
              {t('copyLink')}
            </Menu.Item>
            {code.trashedAt === null && (
              <Menu.Item
                leftSection={<IconDownload size={16} />}
                component="a"
                href={`/img/${code.slug}.png`}
                download={`${code.slug}.png`}
              >
                {t('download.png')}
              </Menu.Item>
            )}
            {mayWrite && <WriteItems code={code} edit={edit} run={(action) => run(action, code)} />}
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

interface WriteItemsProps {
  readonly code: WireCode;
  edit(code: WireCode): void;
  run(action: WireBulkAction): void;
}

function WriteItems({ code, edit, run }: WriteItemsProps) {
  const { t } = useTranslation('codes');
  if (code.trashedAt !== null) {
    return (
      <>
        <Menu.Item leftSection={<IconRestore size={16} />} onClick={() => run({ do: 'restore' })}>
          {t('act.restore')}
        </Menu.Item>
        <Menu.Item
          c="var(--qz-danger)"
          leftSection={<IconTrash size={16} />}
          onClick={() => run({ do: 'delete' })}
        >
          {t('act.delete')}
        </Menu.Item>
      </>
    );
  }
  return (
    <>
      <Menu.Item leftSection={<IconEdit size={16} />} onClick={() => edit(code)}>
        {t('act.edit')}
      </Menu.Item>
      {code.status === 'active' ? (
        <Menu.Item leftSection={<IconPlayerPause size={16} />} onClick={() => run({ do: 'pause' })}>
          {t('act.pause')}
        </Menu.Item>
      ) : (
        <Menu.Item leftSection={<IconPlayerPlay size={16} />} onClick={() => run({ do: 'activate' })}>
          {t('act.activate')}
        </Menu.Item>
      )}
      <Menu.Item leftSection={<IconTrash size={16} />} onClick={() => run({ do: 'trash' })}>
        {t('act.trash')}
      </Menu.Item>
    </>
  );
}
