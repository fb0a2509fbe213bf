import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { FilterName } from './stat-search.ts';
import { useCountryName } from './use-country-name.ts';
import { useStatFormat } from './use-stat-format.ts';

/** How "not known", or no referrer at all, is written in a filter. */
export const noneValue = '(none)';

/** As a filter writes a value of a row. */
export function filterValueOf(value: string | number | null): string {
  return value === null ? noneValue : String(value);
}

const devices = ['mobile', 'tablet', 'desktop'] as const;
const kinds = ['human', 'bot', 'preview', 'prefetch', 'head', 'scanner'] as const;
const networks = ['private_relay', 'hosting'] as const;

/** What a value of a dimension is called in the reader's language, given as a filter writes it. */
export function useValueWords(): (name: FilterName, value: string) => string {
  const { t } = useTranslation('stats');
  const country = useCountryName();
  const format = useStatFormat();
  return useMemo(() => {
    const oneOf = <T extends string>(names: readonly T[], value: string) =>
      names.find((one) => one === value);
    return (name, value) => {
      if (name === 'referrer' && value === noneValue) return t('noReferrer');
      if (value === noneValue || value === 'Unknown' || value === 'unknown') return t('unknown');
      if (name === 'country') return country(value);
      if (name === 'weekday') return format.weekday(Number(value));
      if (name === 'hour') return format.hour(Number(value));
      const device = name === 'device' ? oneOf(devices, value) : undefined;
      if (device) return t(`device.${device}`);
      const kind = name === 'kind' ? oneOf(kinds, value) : undefined;
      if (kind) return t(`kind.${kind}`);
      const network = name === 'network' ? oneOf(networks, value) : undefined;
      return network ? t(`network.${network}`) : value;
    };
  }, [t, country, format]);
}
