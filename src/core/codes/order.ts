import type { Code } from './code.ts';

/** Orders that the table of codes has itself. */
export const storedSorts = ['created', 'updated', 'name'] as const;
export const codeSorts = [...storedSorts, 'scans'] as const;
export type CodeSort = (typeof codeSorts)[number];

export const directions = ['asc', 'desc'] as const;
export type Direction = (typeof directions)[number];

export interface CodeOrder {
  readonly by: (typeof storedSorts)[number];
  readonly direction: Direction;
}

/** Where a code stands in an order: what is ordered by, and what decides between equals (its id; `num` by scans). */
export interface CodePlace {
  readonly value: number | string;
  readonly tie: number | string;
}

export interface PlacedCode {
  readonly code: Code;
  readonly place: CodePlace;
}

/** Of a key, in UTF-16 units: what an index of PostgreSQL holds even of the longest letters. */
const keyUnitsMax = 200;

/**
 * What names are ordered by, as bytes: without case and accents, and numbers by their value ("Table 9" before
 * "Table 10"). Numbers of up to 99 digits have the count of their digits in front.
 */
export function nameKeyOf(name: string): string {
  return name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/\d+/g, numberKey)
    .slice(0, keyUnitsMax)
    .toWellFormed();
}

function numberKey(digits: string): string {
  const value = digits.replace(/^0+(?=\d)/, '').slice(0, 99);
  return `${String(value.length).padStart(2, '0')}${value}`;
}
