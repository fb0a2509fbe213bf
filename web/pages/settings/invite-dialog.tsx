import { Button, Group, Modal, Radio, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Role } from '../../../src/http/dashboard/wire-people.ts';
import { FormProblem, useProblemAt } from '../../parts/form-problem.tsx';
import { LinkDialog } from '../../parts/link-dialog.tsx';
import { useMay, useWorkspace } from '../../state/session.tsx';
import { useTell } from '../../state/use-ask.ts';
import { givableRoles, roleWords } from './role-words.ts';

export function InviteDialog({ close }: { close(): void }) {
  const { t } = useTranslation('settings');
  const workspace = useWorkspace();
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('member');
  const tell = useTell('POST /w/:workspace/invitations', ['GET /w/:workspace/members']);
  const problemAt = useProblemAt(tell.error);
  if (tell.data) {
    return (
      <LinkDialog title={t('inviteMade')} email={tell.data.invitation.email} link={tell.data} close={close} />
    );
  }
  const send = (event: FormEvent) => {
    event.preventDefault();
    tell.mutate({ params: { workspace }, body: { email: email.trim(), role } });
  };
  return (
    <Modal
      opened
      onClose={close}
      closeButtonProps={{ 'aria-label': t('close') }}
      title={t('inviteTitle')}
      centered
    >
      <form onSubmit={send}>
        <Stack>
          <TextInput
            type="email"
            label={t('email')}
            description={t('inviteEmailAbout')}
            required
            withAsterisk={false}
            data-autofocus
            autoComplete="off"
            value={email}
            error={problemAt('email')}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <RoleChoice role={role} choose={setRole} />
          <FormProblem error={tell.error} fields={['email']} />
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t('cancel')}
            </Button>
            <Button type="submit" loading={tell.isPending}>
              {t('inviteDo')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function RoleChoice({ role, choose }: { readonly role: Role; choose(role: Role): void }) {
  const { t } = useTranslation('settings');
  const mayOwners = useMay('owners:manage');
  return (
    <Radio.Group label={t('role')} value={role} onChange={(value) => choose(value as Role)}>
      <Stack gap="sm" mt="xs">
        {givableRoles(mayOwners).map((one) => (
          <Radio key={one} value={one} label={t(roleWords[one].name)} description={t(roleWords[one].may)} />
        ))}
      </Stack>
    </Radio.Group>
  );
}
