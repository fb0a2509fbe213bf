import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../parts/problem.tsx';
import { reloadSession } from '../state/session.tsx';
import { useTell } from '../state/use-ask.ts';

export function NewWorkspace({ close }: { close(): void }) {
  const { t } = useTranslation();
  return (
    <Modal opened onClose={close} title={t('newWorkspace')} closeButtonProps={{ 'aria-label': t('close') }}>
      <NewWorkspaceForm close={close} />
    </Modal>
  );
}

function NewWorkspaceForm({ close }: { close(): void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const make = useTell('POST /workspaces', ['GET /session']);
  const [name, setName] = useState('');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const { workspace } = await make.mutateAsync({ body: { name: name.trim() } });
    await reloadSession(client);
    close();
    await navigate({ to: '/w/$workspace/overview', params: { workspace: workspace.slug } });
  };
  return (
    <form onSubmit={(event) => void submit(event).catch(() => undefined)}>
      <Stack>
        <Text c="dimmed">{t('newWorkspaceText')}</Text>
        <TextInput
          label={t('workspaceName')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          required
          withAsterisk={false}
          maxLength={100}
          data-autofocus
        />
        {make.error && <Problem error={make.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={make.isPending}>
            {t('makeWorkspace')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
