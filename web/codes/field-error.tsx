import { Text } from '@mantine/core';

/** What is wrong with several fields together, where no single input could say it. */
export function FieldError({ text }: { readonly text: string | undefined }) {
  if (text === undefined) return null;
  return (
    <Text c="var(--qz-danger)" size="xs" data-problem tabIndex={-1}>
      {text}
    </Text>
  );
}
