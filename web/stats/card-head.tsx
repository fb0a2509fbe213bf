import { Group, Title } from '@mantine/core';
import type { ReactNode } from 'react';

/** What a card is about, and what can be done with it. */
export function CardHead({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <Group justify="space-between" gap="sm" mb="md">
      <Title order={2} size="h3">
        {title}
      </Title>
      {children}
    </Group>
  );
}
