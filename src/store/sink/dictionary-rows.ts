import type { EnrichedHit } from '../../core/scans/scan.ts';
import { forgottenMark } from '../schema.ts';

/** How many different values are kept before the rest becomes `other`; anyone can send random headers. */
export interface DictionaryCaps {
  readonly agents: number;
  readonly referrers: number;
}

export const defaultCaps: DictionaryCaps = { agents: 200_000, referrers: 100_000 };

/** One of the three tables that scans refer to by number. Numbers are given out without gaps, from `firstId`. */
export interface DictionaryKind {
  readonly table: 'geo_dict' | 'ua_dict' | 'ref_dict';
  /** All but `id`; the first `keyColumns` of them are unique together. */
  readonly columns: readonly string[];
  readonly keyColumns: number;
  readonly firstId: number;
  /** Stands for what came after the cap. */
  readonly otherId: number;
  /** Whether `last_day` is the last column: the day of the hit that a new value came with. */
  readonly dated: boolean;
  keyOf(hit: EnrichedHit): string;
  /** In the order of `columns`. */
  valuesOf(hit: EnrichedHit): readonly string[];
}

export const geoKind: DictionaryKind = {
  table: 'geo_dict',
  columns: ['country', 'region', 'city'],
  keyColumns: 3,
  firstId: 1,
  otherId: 0,
  dated: false,
  keyOf: (hit) => `${hit.country ?? ''}\n${hit.region ?? ''}\n${hit.city ?? ''}`,
  valuesOf: (hit) => [storable(hit.country ?? ''), storable(hit.region ?? ''), storable(hit.city ?? '')],
};

export const agentKind: DictionaryKind = {
  table: 'ua_dict',
  columns: ['string', 'device', 'os', 'browser'],
  keyColumns: 1,
  firstId: 1,
  otherId: 0,
  dated: true,
  keyOf: (hit) => hit.ua,
  valuesOf: (hit) => [storable(hit.ua), storable(hit.device), storable(hit.os), storable(hit.browser)],
};

export const referrerKind: DictionaryKind = {
  table: 'ref_dict',
  columns: ['host'],
  keyColumns: 1,
  firstId: 2,
  otherId: 1,
  dated: false,
  keyOf: (hit) => hit.referrer ?? '',
  valuesOf: (hit) => [storable(hit.referrer ?? '')],
};

/** The greatest id that the cap allows. */
export function lastIdOf(kind: DictionaryKind, cap: number): number {
  return kind.firstId + cap - 1;
}

/**
 * PostgreSQL takes neither NUL nor half a surrogate pair; one odd header must not stop the whole batch. Nor may it be
 * taken for a string that was forgotten.
 */
function storable(text: string): string {
  return text.replaceAll('\0', '').replaceAll(forgottenMark, '').toWellFormed();
}
