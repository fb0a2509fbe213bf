import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { WireNewLink } from '../../src/http/dashboard/wire-people.ts';
import { CopyField } from './copy.tsx';
import { useFormat } from './use-format.ts';

export interface LinkDialogProps {
  readonly title: string;
  /** Whom the link is for. */
  readonly email: string;
  readonly link: WireNewLink;
  close(): void;
}

/** A link that is shown this once: whether it was mailed, and until when it works. */
export function LinkDialog({ title, email, link, close }: LinkDialogProps) {
  const { t } = useTranslation('api');
  const format = useFormat();
  return (
    <Modal
      opened
      onClose={close}
      closeButtonProps={{ 'aria-label': t('close') }}
      title={title}
      centered
      size="lg"
    >
      <Stack>
        <Text>{link.mailed ? t('linkMailed', { email }) : t('linkNotMailed', { email })}</Text>
        <CopyField text={link.url} label={t('link')} />
        <Text c="dimmed">{t('linkUntil', { time: format.time(link.expiresAt) })}</Text>
        <Group justify="flex-end">
          <Button onClick={close}>{t('close')}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
