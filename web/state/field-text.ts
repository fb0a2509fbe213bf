import { useTranslation } from 'react-i18next';

/**
 * What the server says of a field, by its beginning or in whole: it says it in English, for programs and people alike.
 * The first number in it is the limit.
 */
const known = [
  [/^is required$/, 'required'],
  [/^must not be empty$/, 'empty'],
  [/^must have at least \d+ characters$/, 'short'],
  [/^(must have at most|use 1 to) \d+ characters$/, 'long'],
  [/^must have at least \d+ entries$/, 'few'],
  [/^must have at most \d+ entries$/, 'many'],
  [/^must be at least -?[\d.]+$/, 'least'],
  [/^must be at most -?[\d.]+$/, 'most'],
  [/^must be a whole number$/, 'whole'],
  [/^must be a number$/, 'number'],
  [/^must be an absolute URL/, 'url'],
  [/^must be one e-mail address/, 'email'],
  [/^must be a telephone number with its country code/, 'phoneAbroad'],
  [/^must be a telephone number/, 'phone'],
  [/^must be a date/, 'date'],
  [/^must be a time/, 'date'],
  [/^must have a time of day/, 'clock'],
  [/^must not be before/, 'order'],
  [/^must be an IANA time zone/, 'zone'],
  [/^must be a GTIN/, 'gtin'],
  [/^must end in the right check digit/, 'checkDigit'],
  [/^must be one line/, 'line'],
  [/^must not hold control characters/, 'control'],
  [/^use 1 to 64 letters, digits/, 'slug'],
  [/^This slug is taken/, 'taken'],
] as const satisfies readonly (readonly [RegExp, string])[];

type FieldTextKey = (typeof known)[number][1];

/** Which of our sentences it is, and the number in it; undefined for what is said too rarely to have one. */
export function readFieldMessage(
  message: string,
): { readonly key: FieldTextKey; readonly limit: number } | undefined {
  const found = known.find(([pattern]) => pattern.test(message));
  if (found === undefined) return undefined;
  // The last: of "1 to 255" it is the one that was passed.
  const limit = Number(message.match(/-?\d+(\.\d+)?/g)?.at(-1) ?? 0);
  return { key: found[1], limit };
}

/** What is wrong with a field, in the reader's language as far as there are words for it. */
export function useFieldText(): (message: string) => string {
  const { t } = useTranslation();
  return (message) => {
    const read = readFieldMessage(message);
    if (read !== undefined) return t(`field.${read.key}`, { limit: read.limit });
    return message.slice(0, 1).toUpperCase() + message.slice(1);
  };
}
