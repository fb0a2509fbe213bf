import { Alert, Button, Group, NativeSelect, PasswordInput, Radio, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WireKey } from '../../../src/http/dashboard/wire-codes.ts';
import type { WireInstanceUser, WireInstanceWorkspace } from '../../../src/http/dashboard/wire-people.ts';
import { Card } from '../../parts/card.tsx';
import { FormProblem, useProblemAt } from '../../parts/form-problem.tsx';
import { useTell } from '../../state/use-ask.ts';

export interface ImportKeyFormProps {
  readonly workspaces: readonly WireInstanceWorkspace[];
  readonly users: readonly WireInstanceUser[];
}

interface Draft {
  readonly dialect: WireKey['dialect'];
  readonly workspace: string;
  readonly email: string;
  readonly name: string;
  readonly raw: string;
}

/** A key of QR Track acts as somebody: those of the workspace can be chosen. */
function membersOf(users: ImportKeyFormProps['users'], slug: string): readonly WireInstanceUser[] {
  return users.filter(({ workspaces }) => workspaces.some((one) => one.slug === slug));
}

function useImport({ workspaces, users }: ImportKeyFormProps) {
  const slug = workspaces[0]?.workspace.slug ?? '';
  const empty: Draft = { dialect: 'qr-track', workspace: slug, email: '', name: '', raw: '' };
  const [draft, setDraft] = useState(empty);
  const tell = useTell('POST /instance/keys', ['GET /w/:workspace/keys']);
  const members = membersOf(users, draft.workspace);
  const email = members.some((one) => one.email === draft.email) ? draft.email : (members[0]?.email ?? '');
  const send = (event: FormEvent) => {
    event.preventDefault();
    const { dialect, workspace, name, raw } = draft;
    const body = { dialect, workspace, name: name.trim(), raw: raw.trim() };
    tell.mutate(
      { body: { ...body, ...(dialect === 'qr-track' && { email }) } },
      // The raw text stays nowhere, this form included.
      { onSuccess: () => setDraft((was) => ({ ...was, name: '', raw: '' })) },
    );
  };
  const set = (edit: Partial<Draft>) => setDraft((was) => ({ ...was, ...edit }));
  return { draft: { ...draft, email }, set, members, tell, send };
}

export function ImportKeyForm(props: ImportKeyFormProps) {
  const { t } = useTranslation('instance');
  const { draft, set, members, tell, send } = useImport(props);
  const problemAt = useProblemAt(tell.error);
  return (
    <Card title={t('importTitle')} about={t('importText')} narrow>
      <form onSubmit={send}>
        <Stack>
          <DialectChoice dialect={draft.dialect} choose={(dialect) => set({ dialect })} />
          <NativeSelect
            label={t('workspace')}
            value={draft.workspace}
            onChange={(event) => set({ workspace: event.currentTarget.value })}
            data={props.workspaces.map(({ workspace: { slug, name } }) => ({ value: slug, label: name }))}
          />
          {draft.dialect === 'qr-track' && (
            <NativeSelect
              label={t('importUser')}
              description={t('importUserAbout')}
              required
              withAsterisk={false}
              value={draft.email}
              error={problemAt('email') ?? problemAt('user')}
              onChange={(event) => set({ email: event.currentTarget.value })}
              data={members.map(({ email, name }) => ({
                value: email,
                label: name === email ? email : `${name} (${email})`,
              }))}
            />
          )}
          <KeyFields draft={draft} set={set} error={tell.error} />
          <FormProblem error={tell.error} fields={['name', 'key', 'raw', 'email', 'user']} />
          {tell.data && <Alert color="green">{t('imported', { prefix: tell.data.prefix })}</Alert>}
          <Group justify="flex-end">
            <Button type="submit" loading={tell.isPending}>
              {t('importKey')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Card>
  );
}

function DialectChoice({
  dialect,
  choose,
}: Pick<Draft, 'dialect'> & { choose(dialect: Draft['dialect']): void }) {
  const { t } = useTranslation('instance');
  return (
    <Radio.Group label={t('dialect')} value={dialect} onChange={(value) => choose(value as Draft['dialect'])}>
      <Stack gap="sm" mt="xs">
        <Radio value="qr-track" label={t('importQrTrack')} description={t('importQrTrackAbout')} />
        <Radio value="qra" label={t('importQra')} description={t('importQraAbout')} />
      </Stack>
    </Radio.Group>
  );
}

interface KeyFieldsProps {
  readonly draft: Draft;
  readonly error: Error | null;
  set(edit: Partial<Draft>): void;
}

function KeyFields({ draft, set, error }: KeyFieldsProps) {
  const { t } = useTranslation('instance');
  const problemAt = useProblemAt(error);
  return (
    <>
      <TextInput
        label={t('keyName')}
        required
        withAsterisk={false}
        maxLength={100}
        autoComplete="off"
        value={draft.name}
        error={problemAt('name')}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <PasswordInput
        label={t('keyRaw')}
        description={t('keyRawAbout')}
        required
        withAsterisk={false}
        autoComplete="off"
        spellCheck={false}
        visibilityToggleButtonProps={{ 'aria-label': t('keyShow') }}
        value={draft.raw}
        error={problemAt('key') ?? problemAt('raw')}
        onChange={(event) => set({ raw: event.currentTarget.value })}
      />
    </>
  );
}
