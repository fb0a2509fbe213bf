/** What stands before the decimals, beside the digits 0 to 9 that are typed in every language. */
export function decimalSignOf(language: string): string {
  return signsOf(language).decimal ?? '.';
}

/** By what it is for. */
function signsOf(language: string): Readonly<Record<string, string>> {
  const format = new Intl.NumberFormat(language, { numberingSystem: 'latn', useGrouping: 'always' });
  return Object.fromEntries(format.formatToParts(1000.5).map(({ type, value }) => [type, value]));
}

/**
 * A number as somebody types or pastes it, with a comma or a point before its decimals, whatever the language: a price of
 * 4,90 must never become 490. Of two signs the last one is that of the decimals; one by which the language groups, before
 * three digits, is none: 1,000 is a thousand in English and one in German. A sign behind all is not meant.
 * @returns null for what is none
 */
export function readNumber(text: string, language: string): number | null {
  const plain = text.replaceAll(/[\s\u00A0\u202F]/g, '').replace(/[.,]$/, '');
  const grouped = signsOf(language).group === ',' ? thousandsByComma : thousandsByPoint;
  if (grouped.test(plain)) return Number(plain.replaceAll(/[.,]/g, ''));
  const last = Math.max(plain.lastIndexOf(','), plain.lastIndexOf('.'));
  const whole = plain.slice(0, last === -1 ? undefined : last).replaceAll(/[.,]/g, '');
  const written = last === -1 ? whole : `${whole}.${plain.slice(last + 1)}`;
  return /^-?(\d+|\d*\.\d+)$/.test(written) ? Number(written) : null;
}

/** Nobody groups a number that begins with 0. */
const thousandsByComma = /^-?[1-9]\d{0,2}(,\d{3})+$/;
const thousandsByPoint = /^-?[1-9]\d{0,2}(\.\d{3})+$/;

export function writeNumber(value: number, language: string): string {
  return String(value).replace('.', decimalSignOf(language));
}
