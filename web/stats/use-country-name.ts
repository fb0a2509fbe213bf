import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

/** Countries (ISO 3166-1 alpha-2) as the language of the page calls them; what is no country stays as it is. */
export function useCountryName(): (code: string) => string {
  const { i18n } = useTranslation();
  return useMemo(() => {
    const names = new Intl.DisplayNames(i18n.language, { type: 'region', fallback: 'code' });
    return (code) => (/^[A-Z]{2}$/.test(code) ? (names.of(code) ?? code) : code);
  }, [i18n.language]);
}
