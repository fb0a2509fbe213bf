import { invalid } from '../../errors.ts';
import { deviceKinds } from '../../scans/device.ts';
import { kinds, networks, reasons } from '../../scans/hit.ts';
import { type Dimension, dimensions, type StatFilter } from '../question.ts';

/** Values as sent, by dimension; empty means none. */
export type FilterInput = { readonly [D in Dimension]?: readonly string[] | undefined };

/** How "not known", or no referrer at all, is written in a filter. */
const noneText = '(none)';

type Value = StatFilter['values'][number];

/** A value as the hits have it; undefined for what no hit can have. */
type ParseValue = (text: string) => Value | undefined;

const asWritten: ParseValue = (text) => (text === noneText ? null : text);

function oneOf(names: readonly string[]): ParseValue {
  return (text) => (names.includes(text) ? text : undefined);
}

function wholeNumber(min: number, max: number): ParseValue {
  return (text) => {
    const value = /^\d{1,3}$/.test(text) ? Number(text) : Number.NaN;
    return value >= min && value <= max ? value : undefined;
  };
}

function parseCountry(text: string): Value | undefined {
  if (text === noneText) return null;
  return /^[a-z]{2}$/i.test(text) ? text.toUpperCase() : undefined;
}

/** Hosts are kept in lower case and without `www.`. */
function parseReferrer(text: string): Value {
  return text === noneText ? null : text.toLowerCase().replace(/^www\./, '');
}

interface ValueRule {
  readonly parse: ParseValue;
  readonly hint: string;
}

/** Codes are not here: they narrow the set that is asked about. */
const rules: Readonly<Record<Exclude<Dimension, 'code'>, ValueRule>> = {
  country: { parse: parseCountry, hint: `use ISO 3166-1 alpha-2 such as DE, or ${noneText}` },
  region: { parse: asWritten, hint: '' },
  city: { parse: asWritten, hint: '' },
  device: { parse: oneOf(deviceKinds), hint: `must be one of ${deviceKinds.join(', ')}` },
  os: { parse: known, hint: 'use Unknown for what is not known' },
  browser: { parse: known, hint: 'use Unknown for what is not known' },
  referrer: { parse: parseReferrer, hint: '' },
  hour: { parse: wholeNumber(0, 23), hint: 'must be a whole number from 0 to 23' },
  weekday: { parse: wholeNumber(1, 7), hint: 'must be a whole number from 1 (Monday) to 7 (Sunday)' },
  week_hour: {
    parse: wholeNumber(0, 167),
    hint: 'must be a whole number from 0 (the first hour of Monday) to 167 (the last of Sunday)',
  },
  kind: { parse: oneOf(kinds), hint: `must be one of ${kinds.join(', ')}` },
  reason: { parse: oneOf(reasons), hint: `must be one of ${reasons.join(', ')}` },
  network: { parse: oneOf(networks), hint: `must be one of ${networks.join(', ')}` },
};

function known(text: string): Value | undefined {
  return text === noneText ? undefined : text;
}

/** @throws AppError validation_error that names the dimension */
export function parseFilters(input: FilterInput): readonly StatFilter[] {
  return dimensions.flatMap((dimension) => {
    const texts = input[dimension] ?? [];
    if (dimension === 'code' || texts.length === 0) return [];
    const { parse, hint } = rules[dimension];
    const values = texts.map((text) => {
      const value = parse(text);
      if (value === undefined) throw invalid(dimension, hint);
      return value;
    });
    return [{ dimension, values: [...new Set(values)] }];
  });
}
