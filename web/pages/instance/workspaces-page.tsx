import { Badge, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WireInstanceWorkspace } from '../../../src/http/dashboard/wire-people.ts';
import { Answered } from '../../parts/answered.tsx';
import { Page } from '../../parts/page.tsx';
import { Rows } from '../../parts/rows.tsx';
import { useFormat } from '../../parts/use-format.ts';
import { useAsk } from '../../state/use-ask.ts';
import { isFound } from './is-found.ts';
import { LockButton, PlanSelect } from './workspace-acts.tsx';

export function InstanceWorkspacesPage() {
  const { t } = useTranslation('instance');
  const [search, setSearch] = useState('');
  const workspaces = useAsk('GET /instance/workspaces', {});
  return (
    <Page title={t('workspacesTitle')} about={t('workspacesAbout')}>
      <TextInput
        type="search"
        aria-label={t('workspacesSearch')}
        placeholder={t('workspacesSearch')}
        leftSection={<IconSearch size={16} aria-hidden />}
        maw={400}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      <Answered asked={workspaces} rows={6}>
        {(all) => {
          const found = all.filter(({ workspace }) => isFound(search, [workspace.name, workspace.slug]));
          return (
            <Stack gap="sm">
              <Text size="xs" c="dimmed" role="status">
                {t('workspacesFound', { count: found.length })}
              </Text>
              {found.length > 0 && <WorkspaceRows workspaces={found} />}
            </Stack>
          );
        }}
      </Answered>
    </Page>
  );
}

function WorkspaceRows({ workspaces }: { readonly workspaces: readonly WireInstanceWorkspace[] }) {
  const { t } = useTranslation('instance');
  const format = useFormat();
  return (
    <Rows
      label={t('workspacesTitle')}
      items={workspaces}
      idOf={({ workspace }) => workspace.id}
      columns={[
        { key: 'name', label: t('workspace'), cell: (one) => <Name of={one} /> },
        { key: 'plan', label: t('plan'), cell: ({ workspace }) => <PlanSelect of={workspace} /> },
        { key: 'codes', label: t('codes'), end: true, cell: ({ codes }) => format.number(codes) },
        { key: 'members', label: t('members'), end: true, cell: ({ members }) => format.number(members) },
        {
          key: 'scans',
          label: t('scansThisMonth'),
          end: true,
          cell: ({ scansThisMonth }) => format.number(scansThisMonth),
        },
        { key: 'created', label: t('since'), cell: ({ workspace }) => format.day(workspace.createdAt) },
        {
          key: 'acts',
          label: t('acts'),
          hideLabel: true,
          end: true,
          cell: ({ workspace }) => <LockButton of={workspace} />,
        },
      ]}
    />
  );
}

function Name({ of: { workspace } }: { readonly of: WireInstanceWorkspace }) {
  const { t } = useTranslation('instance');
  return (
    <div>
      <Group gap="sm">
        <Text fw={500}>
          <bdi>{workspace.name}</bdi>
        </Text>
        {workspace.lockedAt !== null && (
          <Badge variant="light" color="orange" tt="none">
            {t('locked')}
          </Badge>
        )}
      </Group>
      <Text size="xs" c="dimmed">
        <span className="qz-mono">{workspace.slug}</span>
      </Text>
    </div>
  );
}
