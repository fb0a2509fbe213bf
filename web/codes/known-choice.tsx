import { Select } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

interface KnownChoiceProps {
  readonly of: 'zone' | 'currency';
  readonly value: string;
  /** What every input says of itself: name, label, error. */
  readonly input: Readonly<Record<string, unknown>>;
  change(value: string): void;
}

/** As many as are shown at once; the rest is found by typing. */
const shownMax = 60;

/** Time zones and currencies are chosen among those that the browser knows, by their names in the reader's language. */
export function KnownChoice({ of, value, input, change }: KnownChoiceProps) {
  const { t, i18n } = useTranslation('types');
  const known = useMemo(() => optionsOf(of, i18n.language), [of, i18n.language]);
  const isKnown = value === '' || known.some((one) => one.value === value);
  return (
    <Select
      {...input}
      placeholder={t('choose')}
      data={isKnown ? known : [{ value, label: value }, ...known]}
      value={value === '' ? null : value}
      searchable
      clearable={input.required !== true}
      limit={shownMax}
      nothingFoundMessage={t('nothingFound')}
      onChange={(next) => change(next ?? '')}
    />
  );
}

function optionsOf(of: KnownChoiceProps['of'], language: string) {
  if (of === 'zone') {
    return Intl.supportedValuesOf('timeZone').map((zone) => ({
      value: zone,
      label: zone.replaceAll('_', ' '),
    }));
  }
  const names = new Intl.DisplayNames(language, { type: 'currency' });
  return Intl.supportedValuesOf('currency').map((code) => ({
    value: code,
    label: `${code} · ${names.of(code) ?? code}`,
  }));
}
