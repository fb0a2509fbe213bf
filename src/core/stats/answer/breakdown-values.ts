import { unpackFlags } from '../../scans/hit.ts';
import type { AgentName, PlaceName, ReferrerName } from '../port.ts';
import type { Dimension } from '../question.ts';
import { isTimeDimension, timeDimensions } from '../time-dimensions.ts';

/** Where the values of a dimension come from; those of one family are counted by the same number. */
export type Family = 'place' | 'agent' | 'referrer' | 'flags' | 'code' | 'time';

export const familyOf: Readonly<Record<Dimension, Family>> = {
  country: 'place',
  region: 'place',
  city: 'place',
  device: 'agent',
  os: 'agent',
  browser: 'agent',
  referrer: 'referrer',
  hour: 'time',
  weekday: 'time',
  week_hour: 'time',
  code: 'code',
  kind: 'flags',
  reason: 'flags',
  network: 'flags',
};

export interface Value {
  /** See `BreakdownRow`. */
  readonly value: string | number | null;
  readonly country: string | null;
  readonly region: string | null;
  /** Different for different values; sorts those of the same count. */
  readonly key: string;
}

export type NameRecord = PlaceName | AgentName | ReferrerName;

/** More than any number of an hour, weekday or code has. */
const numberDigits = 10;
const nearMax = 2 ** 20;

/**
 * The values of one dimension, numbered from 0 as they are met. What hits refer to (a number of a dictionary, flags, a
 * code, an hour of the clock) leads to such a number, its key.
 */
export class DimensionValues {
  readonly dimension: Dimension;
  readonly family: Family;
  readonly #values: Value[] = [];
  readonly #keys = new Map<string, number>();
  /** Key + 1 by number, 0 where it is not known yet. */
  #near = new Int32Array(64);
  /** The same of great numbers, which may be few and far between. */
  readonly #far = new Map<number, number>();

  constructor(dimension: Dimension) {
    this.dimension = dimension;
    this.family = familyOf[dimension];
    if (!isTimeDimension(dimension)) return;
    const { first, last } = timeDimensions[dimension];
    for (let number = first; number <= last; number += 1) this.keyOf(number);
  }

  get size(): number {
    return this.#values.length;
  }

  at(key: number): Value {
    return this.#values[key] as Value;
  }

  /** Of dictionaries it must have been told the name before. */
  keyOf(number: number): number {
    const known = this.#find(number);
    return known > 0 ? known - 1 : this.#learn(number, this.#unnamed(number));
  }

  hasName(number: number): boolean {
    return this.#find(number) > 0;
  }

  /** @param record undefined where the dictionary has no such number: nothing is known of it */
  name(number: number, record: NameRecord | undefined): void {
    this.#learn(number, namedValue(this.dimension, record));
  }

  #unnamed(number: number): Value {
    if (this.family === 'flags') return textValue(String(unpackFlags(number)[this.dimension as 'kind']));
    const key = String(number).padStart(numberDigits, '0');
    return { value: number, country: null, region: null, key };
  }

  #learn(number: number, value: Value): number {
    let key = this.#keys.get(value.key);
    if (key === undefined) {
      key = this.#values.push(value) - 1;
      this.#keys.set(value.key, key);
    }
    this.#note(number, key + 1);
    return key;
  }

  #find(number: number): number {
    return (number < nearMax ? this.#near[number] : this.#far.get(number)) ?? 0;
  }

  #note(number: number, found: number): void {
    if (number >= nearMax) this.#far.set(number, found);
    else {
      if (number >= this.#near.length) {
        const grown = new Int32Array(Math.max(number + 1, this.#near.length * 2));
        grown.set(this.#near);
        this.#near = grown;
      }
      this.#near[number] = found;
    }
  }
}

const nowhere: PlaceName = { id: 0, country: '', region: '', city: '' };

function namedValue(dimension: Dimension, record: NameRecord | undefined): Value {
  if (dimension === 'country' || dimension === 'region' || dimension === 'city')
    return placeValue(dimension, (record as PlaceName | undefined) ?? nowhere);
  if (dimension === 'referrer') return textValue((record as ReferrerName | undefined)?.host ?? '');
  return textValue((record as AgentName | undefined)?.[dimension as 'device' | 'os' | 'browser'] ?? '');
}

function textValue(text: string): Value {
  return { value: orNull(text), country: null, region: null, key: text };
}

function placeValue(dimension: 'country' | 'region' | 'city', place: PlaceName): Value {
  if (dimension === 'country') return textValue(place.country);
  const country = orNull(place.country);
  if (dimension === 'region')
    return { value: orNull(place.region), country, region: null, key: `${place.region}\n${place.country}` };
  const key = `${place.city}\n${place.country}\n${place.region}`;
  return { value: orNull(place.city), country, region: orNull(place.region), key };
}

function orNull(text: string): string | null {
  return text === '' ? null : text;
}
