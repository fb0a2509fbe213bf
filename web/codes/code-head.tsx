import { ActionIcon, Button, Group, Menu } from '@mantine/core';
import {
  IconCopyPlus,
  IconDots,
  IconPlayerPause,
  IconPlayerPlay,
  IconRestore,
  IconTrash,
} from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WireBulkAction, WireCode } from '../../src/http/dashboard/wire-codes.ts';
import { Confirm } from '../parts/confirm.tsx';
import { toast } from '../parts/toasts.tsx';
import { useFormat } from '../parts/use-format.ts';
import { useProblemText } from '../state/problem-text.ts';
import { useMay, useWorkspace } from '../state/session.tsx';
import { useTell } from '../state/use-ask.ts';
import { StatusMark, shownStatusOf } from './status-mark.tsx';
import { useCodeActs } from './use-code-acts.ts';

/** The code's status, and what can be done with the whole of it. */
export function CodeHead({ code }: { readonly code: WireCode }) {
  const { t } = useTranslation('codes');
  const mayWrite = useMay('codes:write');
  const { run } = useCodeActs();
  const act = (action: WireBulkAction) => void run(action, { ids: [code.id] });
  const inTrash = code.trashedAt !== null;
  return (
    <Group gap="md">
      <StatusMark status={shownStatusOf(code)} />
      {mayWrite && !inTrash && <PauseButton code={code} run={act} />}
      {mayWrite && inTrash && (
        <Button
          leftSection={<IconRestore size={16} aria-hidden="true" />}
          onClick={() => act({ do: 'restore' })}
        >
          {t('act.restore')}
        </Button>
      )}
      {mayWrite && <MoreMenu code={code} run={act} />}
    </Group>
  );
}

interface ActProps {
  readonly code: WireCode;
  run(action: WireBulkAction): void;
}

function PauseButton({ code, run }: ActProps) {
  const { t } = useTranslation('codes');
  const isActive = code.status === 'active';
  // Time that is over is set anew in the settings: activating alone would change nothing.
  if (code.status === 'expired') return null;
  return (
    <Button
      variant="default"
      leftSection={isActive ? <IconPlayerPause size={16} /> : <IconPlayerPlay size={16} />}
      // The second click of two would take the first one back: the button shows the other act by then.
      onClick={({ detail }) => detail <= 1 && run({ do: isActive ? 'pause' : 'activate' })}
    >
      {t(isActive ? 'act.pauseCode' : 'act.activateCode')}
    </Button>
  );
}

function MoreMenu({ code, run }: ActProps) {
  const { t } = useTranslation('codes');
  const [asked, setAsked] = useState(false);
  const duplicate = useDuplicate(code);
  return (
    <>
      <Menu position="bottom-end" width={220}>
        <Menu.Target>
          <ActionIcon variant="default" size={36} aria-label={t('list.menu', { name: code.name })}>
            <IconDots size={18} aria-hidden="true" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconCopyPlus size={16} />} onClick={duplicate}>
            {t('act.duplicate')}
          </Menu.Item>
          {code.trashedAt === null ? (
            <Menu.Item leftSection={<IconTrash size={16} />} onClick={() => run({ do: 'trash' })}>
              {t('act.trash')}
            </Menu.Item>
          ) : (
            <Menu.Item
              c="var(--qz-danger)"
              leftSection={<IconTrash size={16} />}
              onClick={() => setAsked(true)}
            >
              {t('act.delete')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <DeleteConfirm code={code} opened={asked} close={() => setAsked(false)} />
    </>
  );
}

function useDuplicate(code: WireCode): () => void {
  const textOf = useProblemText();
  const { t } = useTranslation('codes');
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const duplicate = useTell('POST /w/:workspace/codes/:code/duplicate', [
    'GET /w/:workspace/codes',
    'GET /w/:workspace',
  ]);
  return () =>
    duplicate.mutate(
      { params: { workspace, code: code.id } },
      {
        onSuccess(made) {
          toast({ text: t('code.duplicated', { slug: made.slug }) });
          void navigate({ to: `/w/${workspace}/codes/${made.id}` } as never);
        },
        onError: (error) => toast({ text: textOf(error), tone: 'problem' }),
      },
    );
}

interface DeleteConfirmProps {
  readonly code: WireCode;
  readonly opened: boolean;
  close(): void;
}

function DeleteConfirm({ code, opened, close }: DeleteConfirmProps) {
  const textOf = useProblemText();
  const { t } = useTranslation('codes');
  const format = useFormat();
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const remove = useTell('DELETE /w/:workspace/codes/:code', ['GET /w/:workspace']);
  const run = () =>
    remove.mutate(
      { params: { workspace, code: code.id } },
      {
        onSuccess() {
          toast({ text: t('code.deleted', { name: code.name }) });
          void navigate({ to: `/w/${workspace}/codes`, search: { trash: '1' } } as never);
        },
        onError: (error) => toast({ text: textOf(error), tone: 'problem' }),
      },
    );
  return (
    <Confirm
      opened={opened}
      title={t('deleteOne.title', { name: code.name })}
      text={t('deleteOne.text', { count: code.scans, n: format.number(code.scans) })}
      button={t('act.delete')}
      busy={remove.isPending}
      close={close}
      run={run}
    />
  );
}
