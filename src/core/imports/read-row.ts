import { nameField, tagsField } from '../codes/fields.ts';
import { slugField } from '../codes/slug.ts';
import { parseBySchema } from '../content/problems.ts';
import { defaultNameOf, resolveContent } from '../content/registry.ts';
import { type ContentRules, type ContentType, contentTypes, type ResolvedContent } from '../content/types.ts';
import { AppError, type FieldProblem, invalid } from '../errors.ts';
import { requireExpiry } from '../expiry.ts';
import { type CellKind, contentFieldsOf } from './fields.ts';
import type { ImportLine, Mapping } from './import-file.ts';

/** A row that could be a code, as far as it alone can tell. */
export interface RowDraft {
  readonly type: ContentType;
  readonly name: string;
  readonly slug: string | undefined;
  readonly tags: readonly string[];
  /** As the file calls it; undefined where it says none. */
  readonly folder: string | undefined;
  readonly expiresAt: number | null;
  readonly resolved: ResolvedContent;
}

export interface ReadRow {
  readonly line: number;
  readonly name: string;
  readonly target: string;
  readonly problems: readonly FieldProblem[];
  /** Undefined where there are problems. */
  readonly draft: RowDraft | undefined;
}

export interface RowRules {
  readonly mapping: Mapping;
  readonly type: ContentType;
  readonly content: ContentRules;
  readonly readTime: (text: string) => number | undefined;
}

/** By the rules of one code that is made alone, and with its messages. */
export function readRow({ line, cells }: ImportLine, rules: RowRules): ReadRow {
  const problems: FieldProblem[] = [];
  const cell = (field: string) => {
    const column = rules.mapping[field];
    const text = column === undefined ? '' : plainCell(cells[column] ?? '').trim();
    return text === '' ? undefined : text;
  };
  const attempt = <T>(read: () => T): T | undefined => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'validation_error') throw error;
      problems.push(...error.details);
      return undefined;
    }
  };
  const type = attempt(() => readType(cell('type'), rules.type));
  const named = cell('name');
  const name = attempt(() => (named === undefined ? undefined : checked(nameField, named, 'name')));
  const slug = attempt(() => {
    const wished = cell('slug');
    return wished === undefined ? undefined : checked(slugField, wished, 'slug');
  });
  const tags = attempt(() => checked(tagsField, splitTags(cell('tags')), 'tags'));
  const expiresAt = attempt(() => readExpiry(cell('expires_at'), rules.readTime));
  const resolved = type && attempt(() => readContent(type, cell, rules));
  const target = resolved?.destination ?? cell('destination') ?? '';
  const shown = { line, name: name ?? named ?? '', target, problems };
  if (problems.length > 0 || !type || !resolved || tags === undefined || expiresAt === undefined)
    return { ...shown, draft: undefined };
  const known = name ?? defaultNameOf(type, resolved.destination);
  const draft = { type, name: known, slug, tags, folder: cell('folder'), expiresAt, resolved };
  return { ...shown, name: known, draft };
}

function checked<T>(schema: Parameters<typeof parseBySchema<T>>[0], value: unknown, path: string): T {
  return parseBySchema(schema, value, (field) => (field === '' ? path : `${path}.${field}`));
}

/** What our own files put before text that a spreadsheet would take for a formula. */
function plainCell(text: string): string {
  return /^'(?=['=+\-@\t\r\n"\s\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b\u2212])/u.test(text)
    ? text.slice(1)
    : text;
}

function readType(text: string | undefined, otherwise: ContentType): ContentType {
  if (text === undefined) return otherwise;
  const word = text.toLowerCase().replace(/[\s-]+/g, '_');
  const type = contentTypes.find((each) => each === word);
  if (type === undefined) throw invalid('type', `must be one of ${contentTypes.join(', ')}`);
  return type;
}

function splitTags(text: string | undefined): readonly string[] {
  const tags = (text ?? '').split(/[;,]/).map((tag) => tag.trim());
  return [...new Set(tags.filter((tag) => tag !== ''))];
}

/** Without a zone: UTC. */
function readExpiry(text: string | undefined, readTime: (text: string) => number | undefined): number | null {
  if (text === undefined) return null;
  const iso = text.replace(/^(\d{1,2})\.(\d{1,2})\.(\d{4})/, (_, day: string, month: string, year: string) =>
    [year, month.padStart(2, '0'), day.padStart(2, '0')].join('-'),
  );
  const whole = iso.replace(
    /^(\S{10})[T ](\d{2}:\d{2})(:\d{2})?$/,
    (_, date: string, minutes: string, seconds = ':00') => `${date}T${minutes}${seconds}Z`,
  );
  const ms = readTime(whole);
  if (ms === undefined) throw invalid('expires_at', 'must be a time such as 2026-05-01T18:30:00Z');
  requireExpiry('expires_at', ms);
  return ms;
}

function readContent(
  type: ContentType,
  cell: (field: string) => string | undefined,
  { mapping, content: rules }: RowRules,
): ResolvedContent {
  const whole = cell('content');
  const content: Content = whole === undefined ? {} : readJsonObject(whole);
  const kinds = contentFieldsOf(type);
  for (const field of Object.keys(mapping)) {
    const text = field.startsWith('content.') ? cell(field) : undefined;
    if (text !== undefined) put(content, field.split('.').slice(1), readCell(field, text, kinds.get(field)));
  }
  const destination = cell('destination');
  return resolveContent(
    type,
    Object.keys(content).length > 0 ? { destination, content } : { destination },
    rules,
  );
}

type Content = { [key: string]: unknown };

function readJsonObject(text: string): Content {
  const value = readJson('content', text);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Content;
  throw invalid('content', 'must be a JSON object');
}

function readJson(field: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid(field, 'must be JSON');
  }
}

const truths: Readonly<Record<string, boolean>> = {
  true: true,
  yes: true,
  ja: true,
  wahr: true,
  1: true,
  false: false,
  no: false,
  nein: false,
  falsch: false,
  0: false,
};

/** What is not of its kind stays text: the schema says what is wrong with it. */
function readCell(field: string, text: string, kind: CellKind | undefined): unknown {
  if (kind === 'number') return /^-?\d+([.,]\d+)?$/.test(text) ? Number(text.replace(',', '.')) : text;
  if (kind === 'boolean')
    return Object.hasOwn(truths, text.toLowerCase()) ? truths[text.toLowerCase()] : text;
  if (kind === 'json' || (kind === 'list' && text.startsWith('['))) return readJson(field, text);
  if (kind === 'list')
    return text
      .split(';')
      .map((each) => each.trim())
      .filter((each) => each !== '');
  return text;
}

/** @param path from a mapping that was checked: names of a schema, and 0 for the first of a list */
function put(content: Content, [name = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) {
    content[name] = value;
    return;
  }
  const isList = rest[0] === '0';
  content[name] ??= isList ? [] : {};
  const child = content[name];
  if (typeof child === 'object' && child !== null) put(child as Content, rest, value);
}
