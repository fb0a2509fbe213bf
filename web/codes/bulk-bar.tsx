import { Autocomplete, Button, Group, Menu, Popover, Stack, Text } from '@mantine/core';
import {
  IconFileZip,
  IconFolder,
  IconPlayerPause,
  IconPlayerPlay,
  IconPrinter,
  IconRestore,
  IconTag,
  IconTrash,
} from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WireBulkAction } from '../../src/http/dashboard/wire-codes.ts';
import { useFormat } from '../parts/use-format.ts';
import { useWorkspace } from '../state/session.tsx';
import { useAsk } from '../state/use-ask.ts';
import style from './bulk-bar.module.css';

interface BulkBarProps {
  /** How many codes are selected. */
  readonly count: number;
  /** Codes that the filter finds and that are not selected yet; 0 where all are. */
  readonly others: number;
  readonly inTrash: boolean;
  readonly busy: boolean;
  run(action: WireBulkAction): void;
  /** All selected codes on one sheet. */
  print(): void;
  /** Their pictures in one file. */
  pictures(): void;
  selectAll(): void;
  clear(): void;
}

/** What can be done with all selected codes at once. */
export function BulkBar(props: BulkBarProps) {
  const { count, others, inTrash, busy, run, print, pictures, selectAll, clear } = props;
  const { t } = useTranslation('codes');
  const format = useFormat();
  return (
    <div className={style.bar} role="toolbar" aria-label={t('bulk.label')} aria-busy={busy}>
      <Group gap="sm">
        <Text fw={600} className="qz-numbers" aria-live="polite">
          {t('bulk.selected', { count, n: format.number(count) })}
        </Text>
        {others > 0 && (
          <Button variant="subtle" size="compact-sm" onClick={selectAll}>
            {t('bulk.all', { n: format.number(count + others) })}
          </Button>
        )}
        <Button variant="subtle" size="compact-sm" onClick={clear}>
          {t('bulk.none')}
        </Button>
      </Group>
      <Group gap="xs" className={style.acts}>
        {inTrash ? <TrashActs run={run} /> : <ListActs run={run} print={print} pictures={pictures} />}
      </Group>
    </div>
  );
}

interface Acts {
  run(action: WireBulkAction): void;
}

function ListActs({ run, print, pictures }: Acts & Pick<BulkBarProps, 'print' | 'pictures'>) {
  const { t } = useTranslation('codes');
  const words = useTranslation('print');
  return (
    <>
      <Act icon={<IconPrinter size={16} />} label={words.t('list.print')} run={print} />
      <Act icon={<IconFileZip size={16} />} label={words.t('list.pictures')} run={pictures} />
      <Act icon={<IconPlayerPause size={16} />} label={t('act.pause')} run={() => run({ do: 'pause' })} />
      <Act
        icon={<IconPlayerPlay size={16} />}
        label={t('act.activate')}
        run={() => run({ do: 'activate' })}
      />
      <TagAct act="tag" run={run} />
      <TagAct act="untag" run={run} />
      <MoveAct run={run} />
      <Act icon={<IconTrash size={16} />} label={t('act.trash')} run={() => run({ do: 'trash' })} />
    </>
  );
}

function TrashActs({ run }: Acts) {
  const { t } = useTranslation('codes');
  return (
    <>
      <Act icon={<IconRestore size={16} />} label={t('act.restore')} run={() => run({ do: 'restore' })} />
      <Button
        variant="default"
        size="xs"
        c="var(--qz-danger)"
        leftSection={<IconTrash size={16} aria-hidden="true" />}
        onClick={() => run({ do: 'delete' })}
      >
        {t('act.delete')}
      </Button>
    </>
  );
}

function Act({ icon, label, run }: { readonly icon: ReactNode; readonly label: string; run(): void }) {
  return (
    <Button variant="default" size="xs" leftSection={icon} onClick={run}>
      {label}
    </Button>
  );
}

function TagAct({ act, run }: Acts & { readonly act: 'tag' | 'untag' }) {
  const { t } = useTranslation('codes');
  const [opened, setOpened] = useState(false);
  const [tag, setTag] = useState('');
  const { data = [] } = useAsk('GET /w/:workspace/tags', { params: { workspace: useWorkspace() } });
  const done = () => {
    if (tag.trim() === '') return;
    run({ do: act, tag: tag.trim() });
    setOpened(false);
    setTag('');
  };
  return (
    <Popover opened={opened} onChange={setOpened} trapFocus position="bottom-start">
      <Popover.Target>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconTag size={16} aria-hidden="true" />}
          onClick={() => setOpened(!opened)}
        >
          {t(`act.${act}`)}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="sm">
          <Autocomplete
            label={t('tag.name')}
            // What is written in full needs no proposal, which would lie over the button.
            data={data.map((one) => one.tag).filter((one) => one !== tag.trim())}
            value={tag}
            onChange={setTag}
            comboboxProps={{ withinPortal: false }}
            onKeyDown={(event) => event.key === 'Enter' && done()}
            data-autofocus
          />
          <Button size="xs" disabled={tag.trim() === ''} onClick={done}>
            {t(act === 'tag' ? 'tag.add' : 'tag.remove')}
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

function MoveAct({ run }: Acts) {
  const { t } = useTranslation('codes');
  const { data = [] } = useAsk('GET /w/:workspace/folders', { params: { workspace: useWorkspace() } });
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button variant="default" size="xs" leftSection={<IconFolder size={16} aria-hidden="true" />}>
          {t('act.move')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={320} className={style.menu}>
        {data.map(({ id, name }) => (
          <Menu.Item key={id} onClick={() => run({ do: 'move', folderId: id })}>
            {name}
          </Menu.Item>
        ))}
        <Menu.Item onClick={() => run({ do: 'move', folderId: null })}>{t('folder.none')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
