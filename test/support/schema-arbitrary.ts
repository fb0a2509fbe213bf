import fc from 'fast-check';

/** The part of JSON Schema 2020-12 that our own document uses. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
}

type Resolve = (ref: string) => Schema;

/** Values that a schema allows, and often just about: what the schema cannot say is left to the server. */
export function arbitraryOf(schema: Schema, resolve: Resolve): fc.Arbitrary<unknown> {
  if (schema.$ref !== undefined) return arbitraryOf(resolve(schema.$ref), resolve);
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return fc.oneof(...choices.map((choice) => arbitraryOf(choice, resolve)));
  const types = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? []);
  if (types.length === 0) return fc.jsonValue({ maxDepth: 2 });
  return fc.oneof(...types.map((type) => arbitraryOfType(type, schema, resolve)));
}

function arbitraryOfType(type: string, schema: Schema, resolve: Resolve): fc.Arbitrary<unknown> {
  if (type === 'null') return fc.constant(null);
  if (type === 'boolean') return fc.boolean();
  if (type === 'integer') return integerOf(schema);
  if (type === 'number') return numberOf(schema);
  if (type === 'array') return arrayOf(schema, resolve);
  return type === 'object' ? objectOf(schema, resolve) : stringOf(schema);
}

function numberOf({ minimum = -1_000, maximum = 100_000 }: Schema): fc.Arbitrary<number> {
  return fc.double({ min: minimum, max: maximum, noNaN: true });
}

function integerOf({ minimum = -1_000, maximum = 100_000 }: Schema): fc.Arbitrary<number> {
  return fc.integer({ min: Math.ceil(minimum), max: Math.floor(maximum) });
}

function arrayOf(
  { items = {}, minItems = 0, maxItems = 5 }: Schema,
  resolve: Resolve,
): fc.Arbitrary<unknown[]> {
  return fc.array(arbitraryOf(items, resolve), {
    minLength: minItems,
    maxLength: Math.min(maxItems, minItems + 3),
  });
}

function objectOf({ properties = {}, required = [] }: Schema, resolve: Resolve): fc.Arbitrary<unknown> {
  const fields = Object.entries(properties).map(
    ([name, schema]) => [name, arbitraryOf(schema, resolve)] as const,
  );
  return fc.record(Object.fromEntries(fields), { requiredKeys: [...required] });
}

const texts = fc.oneof(
  fc.constantFrom(
    'https://example.com/',
    'https://self.test/p/abc',
    '+436601234567',
    'a@example.com',
    'de',
    '09:30',
    '',
  ),
  fc.webUrl(),
  fc.emailAddress(),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
);

function stringOf({ format, pattern, minLength = 0, maxLength = 400 }: Schema): fc.Arbitrary<string> {
  if (format === 'uuid') return fc.uuid();
  if (format === 'date-time')
    return fc
      .date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) })
      .map((at) => at.toISOString());
  if (pattern !== undefined) return fc.oneof(fc.stringMatching(new RegExp(pattern)), texts);
  const long = fc.string({ unit: 'grapheme', minLength, maxLength: Math.min(maxLength, minLength + 300) });
  return fc.oneof(
    texts,
    long,
    texts.map((text) => text.padEnd(minLength, 'x').slice(0, maxLength)),
  );
}
