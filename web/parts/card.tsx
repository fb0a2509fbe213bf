import { Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

export interface CardProps {
  readonly title: string;
  readonly about?: string;
  /** A form, which is read line by line. */
  readonly narrow?: boolean;
  readonly children?: ReactNode;
}

/** A part of a page, in its quiet zone. */
export function Card({ title, about, narrow, children }: CardProps) {
  return (
    <Stack component="section" className="qz-card" gap="md" {...(narrow && { maw: 760 })}>
      <div>
        <Title order={2}>{title}</Title>
        {about !== undefined && (
          <Text c="dimmed" maw={640}>
            {about}
          </Text>
        )}
      </div>
      {children}
    </Stack>
  );
}
