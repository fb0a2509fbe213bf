import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface ReasonFieldProps {
  readonly value: string;
  readonly error: string | undefined;
  change(reason: string): void;
}

/** Why an operator does it: whoever it hits is shown it. */
export function ReasonField({ value, error, change }: ReasonFieldProps) {
  const { t } = useTranslation('instance');
  return (
    <TextInput
      label={t('reason')}
      placeholder={t('reasonExample')}
      required
      withAsterisk={false}
      maxLength={500}
      autoComplete="off"
      value={value}
      error={error}
      onChange={(event) => change(event.currentTarget.value)}
    />
  );
}
