import { UsageError } from './failure.ts';

const millimetres: Readonly<Record<string, number>> = { mm: 1, cm: 10, m: 1000, in: 25.4, ft: 304.8 };

/** A length such as `50cm`, `1.5m`, `2in`, `6ft` or `30` (mm), in mm. */
export function parseLength(option: string, text: string): number {
  const [, digits, unit = 'mm'] = /^(\d{1,5}(?:\.\d{1,3})?) ?(mm|cm|m|in|ft)?$/i.exec(text.trim()) ?? [];
  if (digits !== undefined) return Number(digits) * (millimetres[unit.toLowerCase()] ?? 1);
  throw new UsageError(`${option} ${text}: use a length such as 30mm, 50cm, 2m, 2in or 6ft.`);
}

/** Where a code hangs and what prints it, for `parsePlace`. */
export function readPlace({ distance, dpi }: { readonly distance: string; readonly dpi: string }) {
  return { distanceMm: parseLength('--distance', distance), dpi: readNumber(dpi) };
}

/** What the options call a field of a place. */
export function nameInPlace(field: string): string {
  return field === 'distanceMm' ? '--distance' : `--${field}`;
}

/** The number that is written; any other text as it is, for whoever judges it. */
export function readNumber(text: string | undefined): number | string | undefined {
  return text !== undefined && /^\d{1,9}(?:\.\d{1,3})?$/.test(text) ? Number(text) : text;
}
