import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormProblem, useProblemAt } from '../../parts/form-problem.tsx';
import { LinkDialog } from '../../parts/link-dialog.tsx';
import { useTell } from '../../state/use-ask.ts';

/** An account without a password: its owner sets one by the link. */
export function NewUserDialog({ close }: { close(): void }) {
  const { t } = useTranslation('instance');
  const [email, setEmail] = useState('');
  const [name, setName] = useState('');
  const tell = useTell('POST /instance/users', ['GET /instance/users']);
  const problemAt = useProblemAt(tell.error);
  if (tell.data) {
    return <LinkDialog title={t('userMade')} email={email.trim()} link={tell.data} close={close} />;
  }
  const make = (event: FormEvent) => {
    event.preventDefault();
    const named = name.trim();
    tell.mutate({ body: { email: email.trim(), ...(named !== '' && { name: named }) } });
  };
  return (
    <Modal
      opened
      onClose={close}
      closeButtonProps={{ 'aria-label': t('close') }}
      title={t('newUserTitle')}
      centered
    >
      <form onSubmit={make}>
        <Stack>
          <TextInput
            type="email"
            label={t('email')}
            required
            withAsterisk={false}
            data-autofocus
            autoComplete="off"
            value={email}
            error={problemAt('email')}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <TextInput
            label={t('name')}
            description={t('nameAbout')}
            maxLength={100}
            autoComplete="off"
            value={name}
            error={problemAt('name')}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <FormProblem error={tell.error} fields={['email', 'name']} />
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t('cancel')}
            </Button>
            <Button type="submit" loading={tell.isPending}>
              {t('makeUser')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
