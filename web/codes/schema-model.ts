import type { JsonObject, JsonValue } from '../../src/http/dashboard/wire-codes.ts';

/** How a string is filled in: what keyboard a phone shows, and how much room there is. */
export type TextInputKind =
  | 'line'
  | 'lines'
  | 'url'
  | 'email'
  | 'phone'
  | 'time'
  | 'clock'
  | 'zone'
  | 'currency';

interface Common {
  /** Name of the property; of the list for what stands in it. */
  readonly name: string;
  readonly required: boolean;
}

export interface TextField extends Common {
  readonly kind: 'text';
  readonly input: TextInputKind;
  readonly max: number | null;
}
export interface NumberField extends Common {
  readonly kind: 'number';
  readonly whole: boolean;
}
export interface FlagField extends Common {
  readonly kind: 'flag';
}
export interface ChoiceField extends Common {
  readonly kind: 'choice';
  readonly options: readonly string[];
}
export interface ListField extends Common {
  readonly kind: 'list';
  readonly item: Field;
  readonly min: number;
  readonly max: number | null;
}
export interface GroupField extends Common {
  readonly kind: 'group';
  readonly fields: readonly Field[];
}
/** One part of a form, as a type's JSON Schema says. */
export type Field = TextField | NumberField | FlagField | ChoiceField | ListField | GroupField;

/** The form of a whole content: the properties of its object, in the schema's order. */
export function readSchema(schema: JsonObject): readonly Field[] {
  const required = new Set(Array.isArray(schema.required) ? schema.required : []);
  return Object.entries(objectOf(schema.properties)).map(([name, property]) =>
    readField(name, objectOf(property), required.has(name)),
  );
}

function readField(name: string, schema: JsonObject, required: boolean): Field {
  if (Array.isArray(schema.enum)) {
    return { kind: 'choice', name, required, options: schema.enum.map(String) };
  }
  if (schema.type === 'array') {
    const item = readField(name, objectOf(schema.items), true);
    return {
      kind: 'list',
      name,
      required,
      item,
      min: numberOf(schema.minItems) ?? 0,
      max: numberOf(schema.maxItems),
    };
  }
  if (schema.type === 'object') return { kind: 'group', name, required, fields: readSchema(schema) };
  if (schema.type === 'boolean') return { kind: 'flag', name, required };
  if (schema.type === 'number' || schema.type === 'integer') {
    const whole = schema.type === 'integer';
    return { kind: 'number', name, required, whole };
  }
  return { kind: 'text', name, required, input: inputOf(name, schema), max: numberOf(schema.maxLength) };
}

const linesNames: ReadonlySet<string> = new Set([
  'body',
  'about',
  'description',
  'note',
  'text',
  'terms',
  'thanks',
]);
const emailNames: ReadonlySet<string> = new Set(['email', 'emails', 'cc', 'bcc']);
/** Above it, a text is written over several lines. */
const lineMax = 1_000;
/** The longest e-mail address there is: no other field has this limit. */
const emailMax = 254;
/** Links are as long as browsers take them. */
const linkMax = 8_192;

/** The schema says little of what a string is; the rest is known by its limits and its name. */
function inputOf(name: string, schema: JsonObject): TextInputKind {
  const about = typeof schema.description === 'string' ? schema.description : '';
  const pattern = typeof schema.pattern === 'string' ? schema.pattern : '';
  const max = numberOf(schema.maxLength);
  if (schema.format === 'uri' || about.includes('http(s) URL')) return 'url';
  if (about.includes('ISO 8601')) return 'time';
  if (about.includes('IANA')) return 'zone';
  if (about.startsWith('A telephone number') || name === 'phone') return 'phone';
  if (pattern.includes('[0-5]')) return 'clock';
  if (pattern === '^[A-Z]{3}$') return 'currency';
  if (max === emailMax || emailNames.has(name)) return 'email';
  if (linesNames.has(name) || (max !== null && max > lineMax && max < linkMax)) return 'lines';
  return 'line';
}

/** What a new form begins with: lists that need an entry have one, and times are those of the reader's place. */
export function startOf(fields: readonly Field[]): JsonObject {
  return Object.fromEntries(
    fields.flatMap((field): (readonly [string, JsonValue])[] => {
      if (field.kind === 'list' && field.min > 0) return [[field.name, [newItem(field)]]];
      if (field.kind === 'text' && field.input === 'zone') return [[field.name, ownZone()]];
      return [];
    }),
  );
}

function ownZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

export function newItem(list: ListField): JsonValue {
  if (list.item.kind === 'group') return startOf(list.item.fields);
  if (list.item.kind === 'choice') return list.item.options[0] ?? '';
  return '';
}

/**
 * What is sent of a form: without what was left empty. Entries of lists stay, empty or not, so that the server's
 * problems name them by the numbers that they have on the page.
 */
export function contentOf(value: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, part]) => [name, filled(part)] as const)
      .filter((entry): entry is readonly [string, JsonValue] => entry[1] !== undefined),
  );
}

function filled(value: JsonValue): JsonValue | undefined {
  if (value === '' || value === null) return undefined;
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map(filledItem);
  if (typeof value !== 'object') return value;
  const content = contentOf(value as JsonObject);
  return Object.keys(content).length === 0 ? undefined : content;
}

function filledItem(value: JsonValue): JsonValue {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
    ? contentOf(value as JsonObject)
    : value;
}

/** Whether a form of these fields shows what is wrong at this place: at an input, or above a list or a group. */
export function hasField(fields: readonly Field[], [name, ...rest]: readonly string[]): boolean {
  const field = fields.find((one) => one.name === name);
  return field !== undefined && (rest.length === 0 || isInside(field, rest));
}

function isInside(field: Field, rest: readonly string[]): boolean {
  if (field.kind === 'group') return hasField(field.fields, rest);
  if (field.kind !== 'list' || !/^\d+$/.test(rest[0] ?? '')) return false;
  return rest.length === 1 || isInside(field.item, rest.slice(1));
}

export function objectOf(value: unknown): JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as JsonObject) : {};
}

function numberOf(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}
