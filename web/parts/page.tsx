import { Group, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';

export interface PageProps {
  readonly title: string;
  /** One sentence below the title. */
  readonly about?: string;
  /** Buttons; at most one of them filled. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** The head of every place, and the room below. */
export function Page({ title, about, actions, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · quietzone`;
  }, [title]);
  return (
    <Stack gap="lg" component="main" className="qz-page">
      <Group justify="space-between" align="flex-start">
        <div>
          <Title order={1}>{title}</Title>
          {about !== undefined && <Text c="dimmed">{about}</Text>}
        </div>
        {actions}
      </Group>
      {children}
    </Stack>
  );
}
