import { contentOfQrTrackFields, qrTrackNamesOf } from '../content/registry.ts';
import { type ContentType, contentTypes } from '../content/types.ts';
import { invalid } from '../errors.ts';
import { commonFields, contentFieldsOf } from './fields.ts';
import type { ImportFile, Mapping } from './import-file.ts';

/** What columns are called elsewhere, in the form of `plainWord`: QRA's and QR Track's exports, and plain tables. */
const otherNames: Readonly<Record<(typeof commonFields)[number], readonly string[]>> = {
  name: ['name', 'label', 'title', 'titel', 'bezeichnung', 'beschriftung', 'codename', 'qrcodename'],
  slug: ['slug', 'shortcode', 'short', 'kurzname', 'kuerzel', 'kurzel', 'alias', 'backhalf', 'customslug'],
  type: ['type', 'typ', 'art', 'codetype', 'qrtype', 'contenttype', 'inhaltstyp'],
  destination: [
    'destination',
    'target',
    'targeturl',
    'destinationurl',
    'longurl',
    'url',
    'link',
    'website',
    'webseite',
    'ziel',
    'zieladresse',
    'zielurl',
    'adresse',
    'redirecturl',
  ],
  tags: ['tags', 'tag', 'schlagworte', 'schlagworter', 'schlagwoerter', 'stichworte', 'labels', 'keywords'],
  folder: ['folder', 'foldername', 'ordner', 'ordnername', 'gruppe', 'group', 'category', 'kategorie'],
  expires_at: [
    'expiresat',
    'expires',
    'expiry',
    'expirydate',
    'ablauf',
    'ablaufdatum',
    'gultigbis',
    'gueltigbis',
    'validuntil',
  ],
  content: ['content', 'contentjson', 'inhalt'],
};

/** Every field that a column can be, for rows of these types. */
export function fieldsOf(types: Iterable<ContentType>): readonly string[] {
  const fields = new Set<string>(commonFields);
  for (const type of types) for (const field of contentFieldsOf(type).keys()) fields.add(field);
  return [...fields];
}

/** The chosen type, and those that the rows name. */
export function typesIn({ rows }: ImportFile, mapping: Mapping, type: ContentType): ReadonlySet<ContentType> {
  const types = new Set([type]);
  const { type: column } = mapping;
  if (column === undefined) return types;
  for (const { cells } of rows) {
    const named = cells[column]?.trim().toLowerCase();
    const found = contentTypes.find((each) => each === named);
    if (found !== undefined) types.add(found);
  }
  return types;
}

/** The first column of each name; a column is one field. */
export function guessMapping(file: ImportFile, type: ContentType): Mapping {
  const common = guess(file.columns, namesOf([]));
  return guess(file.columns, namesOf(typesIn(file, common, type)));
}

function guess(columns: readonly string[], names: ReadonlyMap<string, string>): Mapping {
  const mapping: Record<string, number> = {};
  for (const [index, column] of columns.entries()) {
    const field = names.get(plainWord(column));
    if (field !== undefined && mapping[field] === undefined) mapping[field] = index;
  }
  return mapping;
}

/** By plain word. Fields of all codes go before a type's own of the same name, and those of types by their order. */
function namesOf(types: Iterable<ContentType>): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const add = (word: string, field: string) => {
    if (!names.has(word)) names.set(word, field);
  };
  for (const field of commonFields) for (const word of otherNames[field]) add(word, field);
  for (const type of types) {
    const fields = [...contentFieldsOf(type).keys()];
    for (const field of fields) {
      add(plainWord(field), field);
      add(plainWord(field.replace('content.', '')), field);
    }
    for (const name of qrTrackNamesOf(type)) {
      const field = placeOf(contentOfQrTrackFields(type, { [name]: probe }), '');
      if (field !== undefined && fields.includes(field)) add(plainWord(name), field);
    }
  }
  return names;
}

const probe = '0';

/** Where the probe went. */
function placeOf(value: unknown, path: string): string | undefined {
  if (value === probe) return path;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, child] of Object.entries(value)) {
    const place = placeOf(child, path === '' ? key : `${path}.${key}`);
    if (place !== undefined) return place;
  }
  return undefined;
}

/** Letters and digits alone: `Ablauf-Datum`, `ablaufdatum` and `ABLAUFDATUM ` are one word. */
function plainWord(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

/** @throws {AppError} validation_error for a field or a column that is not there */
export function checkMapping(mapping: Mapping, fields: readonly string[], columns: number): void {
  for (const [field, column] of Object.entries(mapping)) {
    if (!fields.includes(field)) throw invalid(`mapping.${field}`, 'is no field of the chosen type');
    if (!Number.isInteger(column) || column < 0 || column >= columns)
      throw invalid(`mapping.${field}`, 'is no column of the file');
  }
}
