import { Button, Group, Select, Stack, TagsInput, TextInput } from '@mantine/core';
import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WireCode, WireFolder } from '../../src/http/dashboard/wire-codes.ts';
import { useSteady } from '../parts/use-steady.ts';
import { useWorkspace } from '../state/session.tsx';
import { useAsk, useTell } from '../state/use-ask.ts';
import { type FieldProblems, problemIn } from './field-problems.ts';
import { latestLocalTime, localTimeOf, msOfLocalTime } from './local-time.ts';

export interface Details {
  readonly name: string;
  readonly tags: readonly string[];
  readonly folderId: string | null;
  readonly expiresAt: number | null;
}

export const noDetails: Details = { name: '', tags: [], folderId: null, expiresAt: null };

/** Whether what the server calls so is one of them. */
export function isDetail(path: string): boolean {
  return Object.hasOwn(noDetails, path.split('.')[0] ?? '');
}

export function detailsOf({ name, tags, folderId, expiresAt }: WireCode): Details {
  return { name, tags, folderId, expiresAt };
}

/** What is otherwise now. */
export function changesOf(before: Details, after: Details): Partial<Details> {
  const changed = Object.entries(after).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name as keyof Details]),
  );
  return Object.fromEntries(changed);
}

interface CodeDetailsProps {
  readonly value: Details;
  readonly problems: FieldProblems;
  readonly readOnly: boolean;
  readonly nameHint: string;
  change(value: Details): void;
}

/** What an owner notes about a code; only the end of its time is of any matter to a scan. */
export function CodeDetails({ value, problems, readOnly, nameHint, change }: CodeDetailsProps) {
  const { t } = useTranslation('codes');
  const set = useSteady((part: Partial<Details>) => change({ ...value, ...part }));
  return (
    <Stack gap="md">
      <TextInput
        name="name"
        label={t('details.name')}
        placeholder={nameHint}
        value={value.name}
        error={problems.get('name')}
        disabled={readOnly}
        dir="auto"
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <TagsField value={value.tags} error={problemIn(problems, 'tags')} readOnly={readOnly} set={set} />
      <FolderSelect value={value.folderId} error={problems.get('folderId')} readOnly={readOnly} set={set} />
      <ExpiryField value={value.expiresAt} error={problems.get('expiresAt')} readOnly={readOnly} set={set} />
    </Stack>
  );
}

interface FieldProps<Value> {
  readonly value: Value;
  readonly error: string | undefined;
  readonly readOnly: boolean;
  set(part: Partial<Details>): void;
}

/** As the fields below it, drawn anew for its own value alone. */
const TagsField = memo(function TagsField({ value, error, readOnly, set }: FieldProps<readonly string[]>) {
  const { t } = useTranslation('codes');
  const { data: tags = [] } = useAsk('GET /w/:workspace/tags', { params: { workspace: useWorkspace() } });
  return (
    <TagsInput
      label={t('details.tags')}
      description={t('details.tagsHint')}
      data={tags.map(({ tag }) => tag)}
      value={[...value]}
      error={error}
      disabled={readOnly}
      splitChars={[',']}
      onChange={(next) => set({ tags: next })}
    />
  );
});

const FolderSelect = memo(function FolderSelect({ value, error, readOnly, set }: FieldProps<string | null>) {
  const { t } = useTranslation('codes');
  const workspace = useWorkspace();
  const { data = [] } = useAsk('GET /w/:workspace/folders', { params: { workspace } });
  const make = useTell('POST /w/:workspace/folders', ['GET /w/:workspace/folders']);
  const [search, setSearch] = useState('');
  const wished = search.trim();
  const isNew = wished !== '' && !data.some(({ name }) => name.toLowerCase() === wished.toLowerCase());
  const add = () => {
    const onSuccess = ({ id }: WireFolder) => set({ folderId: id });
    make.mutate({ params: { workspace }, body: { name: wished } }, { onSuccess });
  };
  return (
    <Stack gap={4}>
      <Select
        label={t('details.folder')}
        placeholder={t('folder.none')}
        data={data.map(({ id, name }) => ({ value: id, label: name }))}
        value={value}
        error={error ?? make.error?.message}
        disabled={readOnly}
        searchable
        clearable
        nothingFoundMessage={t('folder.nothingFound')}
        onSearchChange={setSearch}
        onChange={(folderId) => set({ folderId })}
      />
      {isNew && !readOnly && (
        <Group>
          <Button variant="light" size="compact-xs" loading={make.isPending} onClick={add}>
            {t('folder.make', { name: wished })}
          </Button>
        </Group>
      )}
    </Stack>
  );
});

const ExpiryField = memo(function ExpiryField({ value, error, readOnly, set }: FieldProps<number | null>) {
  const { t } = useTranslation('codes');
  return (
    <TextInput
      name="expiresAt"
      type="datetime-local"
      label={t('details.expires')}
      description={t('details.expiresHint')}
      value={value === null ? '' : localTimeOf(value)}
      max={latestLocalTime}
      error={error}
      disabled={readOnly}
      onChange={(event) => set({ expiresAt: msOfLocalTime(event.currentTarget.value) })}
    />
  );
});
