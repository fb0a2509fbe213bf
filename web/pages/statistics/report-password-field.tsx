import { PasswordInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { reportPasswordMin } from './report-state.ts';

interface ReportPasswordProps {
  readonly label: string;
  readonly isRequired?: boolean;
  readonly value: string;
  readonly problem: string | undefined;
  change(value: string): void;
}

/** One that strangers will be asked for. */
export function ReportPassword({ label, isRequired = false, value, problem, change }: ReportPasswordProps) {
  const { t } = useTranslation('report');
  return (
    <PasswordInput
      label={label}
      description={t('passwordAbout', { count: reportPasswordMin })}
      // Not one's own: it is told to others.
      autoComplete="off"
      required={isRequired}
      withAsterisk={false}
      minLength={reportPasswordMin}
      value={value}
      error={problem}
      visibilityToggleButtonProps={{ 'aria-label': t('showPassword') }}
      onChange={(event) => change(event.currentTarget.value)}
    />
  );
}
