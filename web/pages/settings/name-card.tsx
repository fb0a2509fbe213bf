import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Workspace } from '../../../src/http/dashboard/wire-people.ts';
import { Card } from '../../parts/card.tsx';
import { CopyIcon } from '../../parts/copy.tsx';
import { FormProblem, useProblemAt } from '../../parts/form-problem.tsx';
import { toast } from '../../parts/toasts.tsx';
import { useFormat } from '../../parts/use-format.ts';
import { useMay } from '../../state/session.tsx';
import { useTell } from '../../state/use-ask.ts';

/** What the workspace is called; its slug stays as it is. */
export function NameCard({ workspace }: { readonly workspace: Workspace }) {
  const { t } = useTranslation('settings');
  const format = useFormat();
  const mayEdit = useMay('workspace:edit');
  return (
    <Card title={t('nameTitle')}>
      {mayEdit ? <NameForm workspace={workspace} /> : <Text>{workspace.name}</Text>}
      <div>
        <Text fw={500}>{t('slug')}</Text>
        <Group gap="xs">
          <span className="qz-mono">{workspace.slug}</span>
          <CopyIcon text={workspace.slug} what={t('copySlug')} />
        </Group>
        <Text size="xs" c="dimmed">
          {t('slugStays')}
        </Text>
      </div>
      <Text size="xs" c="dimmed">
        {t('createdOn', { day: format.day(workspace.createdAt) })}
      </Text>
    </Card>
  );
}

function NameForm({ workspace }: { readonly workspace: Workspace }) {
  const { t } = useTranslation('settings');
  const [name, setName] = useState(workspace.name);
  const rename = useTell('PATCH /w/:workspace', ['GET /session', 'GET /w/:workspace']);
  const problemAt = useProblemAt(rename.error);
  const changed = name.trim() !== '' && name.trim() !== workspace.name;
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (!changed) return;
    rename.mutate(
      { params: { workspace: workspace.slug }, body: { name: name.trim() } },
      { onSuccess: () => toast({ text: t('renamed', { name: name.trim() }) }) },
    );
  };
  return (
    <form onSubmit={save}>
      <Stack gap="sm">
        <Group align="flex-end" gap="sm">
          <TextInput
            flex={1}
            miw={200}
            label={t('name')}
            maxLength={100}
            value={name}
            error={problemAt('name')}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Button type="submit" disabled={!changed} loading={rename.isPending}>
            {t('saveName')}
          </Button>
        </Group>
        <FormProblem error={rename.error} fields={['name']} />
      </Stack>
    </form>
  );
}
