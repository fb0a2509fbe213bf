import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

export interface ConfirmProps {
  readonly opened: boolean;
  readonly title: string;
  /** What will be gone, and what stays. */
  readonly text: string;
  /** Names the act. */
  readonly button: string;
  /** To be typed before the button works. */
  readonly typed?: string;
  readonly busy?: boolean;
  close(): void;
  run(): void;
}

/** Before what cannot be undone. */
export function Confirm({ opened, title, text, button, typed, busy, close, run }: ConfirmProps) {
  const { t } = useTranslation();
  const [said, setSaid] = useState('');
  const isSaid = typed === undefined || said.trim() === typed;
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={title}
      centered
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Stack>
        <Text>{text}</Text>
        {typed !== undefined && (
          <TextInput
            label={t('typeToConfirm', { text: typed })}
            value={said}
            onChange={(event) => setSaid(event.currentTarget.value)}
          />
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {t('cancel')}
          </Button>
          <Button color="red" disabled={!isSaid} loading={busy ?? false} onClick={run}>
            {button}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
