import { Anchor, Button, Group, Modal, Skeleton, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WireCode } from '../../src/http/dashboard/wire-codes.ts';
import { pathOf } from '../state/api.ts';
import { useWorkspace } from '../state/session.tsx';
import css from './design.module.css';

interface ContactSheetProps {
  readonly code: WireCode;
  /** Of the proof, UTC ms. */
  readonly at: number;
}

/** Every condition of the proof as it was looked at. */
export function ContactSheet({ code, at }: ContactSheetProps) {
  const { t } = useTranslation('design');
  const frame = useTranslation();
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button variant="default" size="xs" className={css.start} onClick={() => setOpened(true)}>
        {t('sheet.show')}
      </Button>
      <Modal
        opened={opened}
        onClose={() => setOpened(false)}
        title={t('sheet.title')}
        size="xl"
        closeButtonProps={{ 'aria-label': frame.t('close') }}
      >
        <Sheet key={at} code={code} />
      </Modal>
    </>
  );
}

function Sheet({ code }: Pick<ContactSheetProps, 'code'>) {
  const { t } = useTranslation('design');
  const params = { workspace: useWorkspace(), code: code.id };
  const [state, setState] = useState<'coming' | 'here' | 'failed'>('coming');
  const address = (format: 'png' | 'pdf') =>
    pathOf('GET /w/:workspace/codes/:code/contact-sheet', { params, query: { format } });
  return (
    <Stack>
      <Text size="sm">{t('sheet.about')}</Text>
      {state === 'coming' && <Skeleton h={320} />}
      {state === 'failed' && (
        <Text role="alert" c="var(--qz-danger)">
          {t('sheet.failed')}
        </Text>
      )}
      <img
        className={css.sheet}
        hidden={state !== 'here'}
        src={address('png')}
        alt={t('sheet.alt', { name: code.name })}
        onLoad={() => setState('here')}
        onError={() => setState('failed')}
      />
      <Group gap="md">
        {(['png', 'pdf'] as const).map((format) => (
          <Anchor key={format} href={address(format)} download={`${code.slug}-proof.${format}`}>
            {t(`sheet.${format}`)}
          </Anchor>
        ))}
      </Group>
    </Stack>
  );
}
