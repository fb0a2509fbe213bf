import { Group, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useHeading } from './use-heading.ts';

export interface PageProps {
  readonly title: string;
  /** One sentence below the title. */
  readonly about?: string;
  /** Buttons; at most one of them filled. */
  readonly actions?: ReactNode;
  /** Narrow for forms, wide for lists. */
  readonly width?: 'narrow' | 'wide';
  readonly children: ReactNode;
}

/** The head of every place, and the room below. */
export function Page({ title, about, actions, width = 'wide', children }: PageProps) {
  const heading = useHeading(title);
  return (
    <Stack gap="lg" component="main" id="main" tabIndex={-1} className="qz-page" data-width={width}>
      <Group justify="space-between" align="flex-start" gap="md">
        <div>
          <Title order={1} ref={heading} tabIndex={-1}>
            {title}
          </Title>
          {about !== undefined && (
            <Text c="dimmed" className="qz-page-about">
              {about}
            </Text>
          )}
        </div>
        {actions}
      </Group>
      {children}
    </Stack>
  );
}
