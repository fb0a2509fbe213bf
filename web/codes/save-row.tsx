import { Button, Group, Text } from '@mantine/core';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { notNow } from '../parts/not-now.ts';

interface SaveRowProps {
  readonly isChanged: boolean;
  readonly isUnderWay: boolean;
  discard(): void;
}

/** Below a form of a code: what was saved is on the page already, and how far the server is stands beside. */
export function SaveRow({ isChanged, isUnderWay, discard }: SaveRowProps) {
  const { t } = useTranslation('codes');
  const button = useRef<HTMLButtonElement>(null);
  // What has the focus stays: a button that is disabled, or gone, would drop it.
  const discardHere = () => {
    discard();
    button.current?.focus();
  };
  return (
    <Group>
      <Button ref={button} type="submit" {...(!isChanged && notNow)}>
        {t('save')}
      </Button>
      {isChanged && (
        <Button variant="subtle" onClick={discardHere}>
          {t('discard')}
        </Button>
      )}
      <Text size="xs" c="dimmed" role="status">
        {isUnderWay && t('saving')}
      </Text>
    </Group>
  );
}
