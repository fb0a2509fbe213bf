import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import type { JsonObject } from '../json.ts';
import { fieldWords } from './form-words.ts';
import { listContentForms } from './forms.ts';
import { resolveContent } from './registry.ts';
import { contentTypes } from './types.ts';

const rules = { ownHosts: ['q.test'], mapProvider: 'google' } as const;
const forms = listContentForms();

type Schema = JsonObject & {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
};

/** Every field below, with its parent, once for each place where it is. */
function fieldsIn(schema: Schema, parent: string): (readonly [parent: string, name: string, Schema])[] {
  const own = Object.entries(schema.properties ?? {}).flatMap(([name, field]) => [
    [parent, name, field] as const,
    ...fieldsIn(field, name),
  ]);
  return schema.items === undefined ? own : [...own, ...fieldsIn(schema.items, parent)];
}

const fields = forms.flatMap(({ type, schema }) => (schema === null ? [] : fieldsIn(schema as Schema, type)));

test('every type has a form, and every form an example that is accepted', () => {
  expect(forms.map(({ type }) => type)).toEqual([...contentTypes]);
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  for (const { type, schema, example, name } of forms) {
    expect(name).not.toBe('');
    expect(() => resolveContent(type, example, rules)).not.toThrow();
    if (schema === null) expect(example.content).toBeUndefined();
    else expect([type, ajv.validate(schema, example.content)]).toEqual([type, true]);
  }
});

test('every field of every form has a title in words', () => {
  expect(fields.length).toBeGreaterThan(100);
  const unnamed = fields.filter(([parent, name]) => !fieldWords[`${parent}.${name}`] && !fieldWords[name]);
  expect(unnamed.map(([parent, name]) => `${parent}.${name}`)).toEqual([]);
  for (const [, name, field] of fields)
    expect([name, field.title]).toEqual([name, expect.stringMatching(/^[A-Z]/)]);
});

test('no words are kept for fields that no form has', () => {
  const known = new Set(fields.flatMap(([parent, name]) => [name, `${parent}.${name}`]));
  expect(Object.keys(fieldWords).filter((name) => !known.has(name))).toEqual([]);
});

test('what the schema says of a field stays, and its properties stand in the order of the schema', () => {
  const wifi = forms.find(({ type }) => type === 'wifi')?.schema as Schema;
  expect(wifi).toMatchObject({ $schema: 'https://json-schema.org/draft/2020-12/schema', required: ['ssid'] });
  expect(Object.keys(wifi.properties ?? {})).toEqual(['ssid', 'password', 'encryption', 'hidden', 'tracked']);
  expect(wifi.properties?.encryption).toMatchObject({ title: 'Security', enum: ['WPA', 'WEP', 'nopass'] });
});

test('an array of words carries the hint for its entries', () => {
  const business = forms.find(({ type }) => type === 'business')?.schema as Schema;
  expect(business.properties?.photos).toMatchObject({ title: 'Photos', items: { type: 'string' } });
});
