import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { decimalSignOf } from '../parts/decimals.ts';

export interface Lengths {
  /** "0.72 mm". */
  mm(value: number, digits?: number): string;
  /** "4.5" in the reader's digits. */
  plain(value: number, digits?: number): string;
  /** Of numbers that are typed, which have the digits 0 to 9 in every language. */
  readonly decimalSeparator: string;
}

/** Lengths in the language of the page. */
export function useLengths(): Lengths {
  const { i18n } = useTranslation();
  return useMemo(() => createLengths(i18n.language), [i18n.language]);
}

function createLengths(language: string): Lengths {
  const format = (value: number, digits: number, unit?: 'millimeter') =>
    new Intl.NumberFormat(language, {
      ...(unit && { style: 'unit', unit, unitDisplay: 'short' }),
      maximumFractionDigits: digits,
    }).format(value);
  return {
    mm: (value, digits = 1) => format(value, digits, 'millimeter'),
    plain: (value, digits = 1) => format(value, digits),
    decimalSeparator: decimalSignOf(language),
  };
}
