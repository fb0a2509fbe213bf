import { Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { Mark } from './mark.tsx';

/** Nothing here yet: what it would be, and how to begin. */
export function Empty({
  title,
  text,
  action,
}: {
  readonly title: string;
  readonly text: string;
  readonly action?: ReactNode;
}) {
  return (
    <Stack align="center" gap="md" py="xl" className="qz-empty">
      <Mark size={72} />
      <Title order={2}>{title}</Title>
      <Text c="dimmed" ta="center" maw={440}>
        {text}
      </Text>
      {action}
    </Stack>
  );
}
