import { Badge, Group, Text, Title } from '@mantine/core';

export interface CardHeadProps {
  readonly title: string;
  readonly text: string;
  /** Whether it is on, where it can be. */
  readonly state?: { readonly isOn: boolean; readonly label: string };
}

export function CardHead({ title, text, state }: CardHeadProps) {
  return (
    <div>
      <Group gap="sm">
        <Title order={2}>{title}</Title>
        {state && (
          <Badge variant="light" color={state.isOn ? 'accent' : 'gray'}>
            {state.label}
          </Badge>
        )}
      </Group>
      <Text c="dimmed">{text}</Text>
    </div>
  );
}
