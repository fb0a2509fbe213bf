import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';

const inks = ['rgb', 'cmyk'] as const;
type Ink = (typeof inks)[number];

/** What colours are mixed of on paper. */
export function InkSelect({ value, change }: { readonly value: Ink; change(ink: Ink): void }) {
  const { t } = useTranslation('print');
  return (
    <Select
      label={t('ink.label')}
      data={inks.map((ink) => ({ value: ink, label: t(`ink.${ink}`) }))}
      value={value}
      allowDeselect={false}
      onChange={(next) => next && change(next as Ink)}
    />
  );
}
