import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContentType } from '../../src/http/dashboard/wire-codes.ts';

export interface FieldWords {
  /** What a field is called on the page; its own name, made readable, where there is no word for it. */
  label(type: ContentType, name: string): string;
  /** What it is for, and what it may be; undefined where the label says it. */
  hint(type: ContentType, name: string): string | undefined;
  /** One entry of a list, in the middle of a sentence: "phone number". */
  item(name: string): string;
  choice(option: string): string;
}

/** Words for the fields of a type's schema, whose names are only known when it is there. */
export function useFieldWords(): FieldWords {
  const { t, i18n } = useTranslation('types');
  return useMemo(() => {
    const find = (...keys: readonly string[]): string | undefined => {
      const key = keys.find((one) => i18n.exists(one, { ns: 'types' }));
      return key === undefined ? undefined : String(t(key as never));
    };
    return {
      label: (type, name) => find(`fieldOf.${type}.${name}`, `field.${name}`) ?? readable(name),
      hint: (type, name) => find(`hintOf.${type}.${name}`, `hint.${name}`),
      item: (name) => find(`item.${name}`) ?? readable(name),
      choice: (option) => find(`choice.${option}`) ?? readable(option),
    };
  }, [t, i18n]);
}

/** `postal_code`: "Postal code". */
function readable(name: string): string {
  const words = name.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
