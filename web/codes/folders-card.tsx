import { Button, Group, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RouteName } from '../../src/http/dashboard/wire.ts';
import { toast } from '../parts/toasts.tsx';
import { useProblemText } from '../state/problem-text.ts';
import { useMay, useWorkspace } from '../state/session.tsx';
import { useAsk, useTell } from '../state/use-ask.ts';
import { type Labelled, LabelsCard } from './labels-card.tsx';

const stale: readonly RouteName[] = ['GET /w/:workspace/folders', 'GET /w/:workspace/codes'];

/** The folders, a code is in one at most. */
export function FoldersCard() {
  const { t } = useTranslation('codes');
  const workspace = useWorkspace();
  const asked = useAsk('GET /w/:workspace/folders', { params: { workspace } });
  const rename = useTell('PATCH /w/:workspace/folders/:folder', stale);
  const remove = useTell('DELETE /w/:workspace/folders/:folder', stale);
  const items = asked.data?.map<Labelled>(({ id, name, codes }) => ({ id, name, codes }));
  return (
    <LabelsCard
      title={t('organise.folders')}
      empty={t('organise.noFolders')}
      items={items}
      error={asked.error}
      hrefOf={({ id }) => `/w/${workspace}/codes?folder=${encodeURIComponent(id)}`}
      renameHint={() => null}
      deleteText={({ codes }) => t('organise.deleteFolder', { count: codes })}
      rename={async (one, name) => {
        await rename.mutateAsync({ params: { workspace, folder: one.id }, body: { name } });
        return {};
      }}
      remove={async (one) => {
        await remove.mutateAsync({ params: { workspace, folder: one.id } });
        return {};
      }}
      head={<NewFolder />}
    />
  );
}

function NewFolder() {
  const { t } = useTranslation('codes');
  const workspace = useWorkspace();
  const mayWrite = useMay('codes:write');
  const textOf = useProblemText();
  const [name, setName] = useState('');
  const make = useTell('POST /w/:workspace/folders', stale);
  if (!mayWrite) return null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const body = { name: name.trim() };
    if (body.name === '') return;
    make.mutate(
      { params: { workspace }, body },
      {
        onSuccess(made) {
          setName('');
          toast({ text: t('organise.folderMade', { name: made.name }) });
        },
      },
    );
  };
  return (
    <form onSubmit={submit}>
      <Group gap="sm" align="flex-start" wrap="nowrap">
        <TextInput
          aria-label={t('organise.newFolder')}
          placeholder={t('organise.newFolder')}
          value={name}
          error={make.error && textOf(make.error)}
          flex={1}
          dir="auto"
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" loading={make.isPending} disabled={name.trim() === ''}>
          {t('organise.add')}
        </Button>
      </Group>
    </form>
  );
}
