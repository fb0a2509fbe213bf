import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLengths } from './use-lengths.ts';

/** Of label printers, offices and print shops. */
const usual = [203, 300, 600, 1200] as const;

/** Dots an inch of what prints. */
export function DpiSelect({
  label,
  value,
  change,
}: {
  readonly label: string;
  readonly value: number;
  change(dpi: number): void;
}) {
  const { t } = useTranslation('print');
  const { plain } = useLengths();
  return (
    <Select
      label={label}
      data={usual.map((dpi) => ({ value: String(dpi), label: t('dpi', { n: plain(dpi, 0) }) }))}
      value={String(value)}
      allowDeselect={false}
      onChange={(next) => next && change(Number(next))}
    />
  );
}
