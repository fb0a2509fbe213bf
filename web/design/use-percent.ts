import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

/** A share as the language writes it: "20%", "20 %". */
export function usePercent(): (share: number) => string {
  const { i18n } = useTranslation();
  return useMemo(() => {
    const format = new Intl.NumberFormat(i18n.language, { style: 'percent', maximumFractionDigits: 0 });
    return (share: number) => format.format(share);
  }, [i18n.language]);
}
