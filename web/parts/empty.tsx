import { Stack, Text, Title } from '@mantine/core';
import type { ReactNode, RefObject } from 'react';
import { Mark } from './mark.tsx';

/** Nothing here yet: what it would be, and how to begin. */
export function Empty({
  title,
  text,
  action,
  heading,
}: {
  readonly title: string;
  readonly text: string;
  readonly action?: ReactNode;
  /** Where it is all that a page has. */
  readonly heading?: RefObject<HTMLHeadingElement | null>;
}) {
  return (
    <Stack align="center" gap="md" className="qz-empty">
      <Mark size={72} />
      {/* A page has one first heading; where this is the page, it is that one. */}
      <Title order={heading ? 1 : 2} size="h2" ta="center" {...(heading && { ref: heading, tabIndex: -1 })}>
        {title}
      </Title>
      <Text c="dimmed" ta="center" maw={440}>
        {text}
      </Text>
      {action}
    </Stack>
  );
}
