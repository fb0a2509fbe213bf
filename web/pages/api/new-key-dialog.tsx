import { Button, Group, Modal, Radio, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WireNewKey } from '../../../src/http/dashboard/wire-codes.ts';
import { FormProblem, useProblemAt } from '../../parts/form-problem.tsx';
import { useWorkspace } from '../../state/session.tsx';
import { useTell } from '../../state/use-ask.ts';
import { dialects, dialectWords } from './dialect-words.ts';
import { Expiry } from './expiry.tsx';
import { MadeKey } from './made-key.tsx';

export function NewKeyDialog({ close }: { close(): void }) {
  const { t } = useTranslation('api');
  const tell = useTell('POST /w/:workspace/keys', ['GET /w/:workspace/keys']);
  return (
    <Modal
      opened
      onClose={close}
      closeButtonProps={{ 'aria-label': t('close') }}
      title={tell.data ? t('keyMade') : t('newKeyTitle')}
      centered
      size="lg"
      closeOnClickOutside={!tell.data}
    >
      {tell.data ? (
        <MadeKey made={tell.data.key} raw={tell.data.raw} close={close} />
      ) : (
        <NewKeyForm tell={tell} close={close} />
      )}
    </Modal>
  );
}

type TellNewKey = ReturnType<typeof useTell<'POST /w/:workspace/keys'>>;

function NewKeyForm({ tell, close }: { readonly tell: TellNewKey; close(): void }) {
  const { t } = useTranslation('api');
  const workspace = useWorkspace();
  const problemAt = useProblemAt(tell.error);
  const [draft, setDraft] = useState<WireNewKey>({
    dialect: 'qra',
    name: '',
    readOnly: false,
    expiresAt: null,
  });
  const set = (edit: Partial<WireNewKey>) => setDraft((was) => ({ ...was, ...edit }));
  const make = (event: FormEvent) => {
    event.preventDefault();
    tell.mutate({ params: { workspace }, body: { ...draft, name: draft.name.trim() } });
  };
  return (
    <form onSubmit={make}>
      <Stack>
        <TextInput
          label={t('keyName')}
          description={t('keyNameAbout')}
          required
          withAsterisk={false}
          maxLength={100}
          autoComplete="off"
          data-autofocus
          value={draft.name}
          error={problemAt('name')}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <Radio.Group
          label={t('dialect')}
          value={draft.dialect}
          onChange={(value) => set({ dialect: value as WireNewKey['dialect'] })}
        >
          <Stack gap="sm" mt="xs">
            {dialects.map((one) => (
              <Radio
                key={one}
                value={one}
                label={t(dialectWords[one].name)}
                description={t(dialectWords[one].about)}
              />
            ))}
          </Stack>
        </Radio.Group>
        <Rights readOnly={draft.readOnly} choose={(readOnly) => set({ readOnly })} />
        <Expiry choose={(expiresAt = null) => set({ expiresAt })} />
        <FormProblem error={tell.error} fields={['name']} />
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={tell.isPending}>
            {t('makeKey')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Rights({ readOnly, choose }: { readonly readOnly: boolean; choose(readOnly: boolean): void }) {
  const { t } = useTranslation('api');
  return (
    <Radio.Group
      label={t('rights')}
      value={readOnly ? 'read' : 'write'}
      onChange={(value) => choose(value === 'read')}
    >
      <Stack gap="sm" mt="xs">
        <Radio value="write" label={t('readWrite')} description={t('readWriteAbout')} />
        <Radio value="read" label={t('readOnly')} description={t('readOnlyAbout')} />
      </Stack>
    </Radio.Group>
  );
}
