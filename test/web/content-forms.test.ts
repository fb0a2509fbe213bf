import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { contentSchemaOf } from '../../src/core/content/registry.ts';
import { type ContentType, contentTypes } from '../../src/core/content/types.ts';
import type { JsonObject } from '../../src/core/json.ts';
import {
  contentOf,
  type Field,
  type ListField,
  newItem,
  readSchema,
  startOf,
} from '../../web/codes/schema-model.ts';

function formOf(type: ContentType): readonly Field[] {
  const schema = contentSchemaOf(type);
  if (schema === null) return [];
  return readSchema(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as unknown as JsonObject);
}

function find(fields: readonly Field[], ...path: readonly string[]): Field | undefined {
  const [name, ...rest] = path;
  const field = fields.find((one) => one.name === name);
  if (rest.length === 0 || field === undefined) return field;
  const inner = field.kind === 'list' ? field.item : field;
  return inner.kind === 'group' ? find(inner.fields, ...rest) : undefined;
}

describe('a form is made of the schema of a type', () => {
  test.each(contentTypes)('every field of %s has an input, and no two share a name', (type) => {
    const check = (fields: readonly Field[]): void => {
      expect(new Set(fields.map(({ name }) => name)).size).toBe(fields.length);
      for (const field of fields) {
        const inner = field.kind === 'list' ? field.item : field;
        if (inner.kind === 'group') {
          expect(inner.fields.length).toBeGreaterThan(0);
          check(inner.fields);
        }
      }
    };
    check(formOf(type));
    expect(formOf(type).length > 0).toBe(type !== 'url');
  });

  test('strings are filled in as what they are', () => {
    const inputs = (type: ContentType, ...path: readonly string[]) => find(formOf(type), ...path);
    expect(inputs('vcard', 'phones', 'number')).toMatchObject({
      kind: 'text',
      input: 'phone',
      required: true,
    });
    expect(inputs('vcard', 'emails', 'address')).toMatchObject({ input: 'email', max: 254 });
    expect(inputs('vcard', 'address')).toMatchObject({ kind: 'group', required: false });
    expect(inputs('whatsapp', 'phone')).toMatchObject({ input: 'phone' });
    expect(inputs('multilink', 'links', 'url')).toMatchObject({ input: 'url' });
    expect(inputs('event', 'starts_at')).toMatchObject({ input: 'time', required: true });
    expect(inputs('event', 'time_zone')).toMatchObject({ input: 'zone' });
    expect(inputs('business', 'hours', 'opens')).toMatchObject({ input: 'clock' });
    expect(inputs('menu', 'currency')).toMatchObject({ input: 'currency' });
    expect(inputs('coupon', 'terms')).toMatchObject({ input: 'lines', max: 5000 });
    expect(inputs('sms', 'body')).toMatchObject({ input: 'lines', max: 500 });
    expect(inputs('wifi', 'ssid')).toMatchObject({ input: 'line', max: 32 });
  });

  test('choices, numbers, flags and lists are told apart, with what they allow', () => {
    expect(find(formOf('wifi'), 'encryption')).toMatchObject({
      kind: 'choice',
      options: ['WPA', 'WEP', 'nopass'],
    });
    expect(find(formOf('coupon'), 'max_redemptions')).toMatchObject({ kind: 'number', whole: true });
    expect(find(formOf('map'), 'latitude')).toMatchObject({ kind: 'number', whole: false });
    expect(find(formOf('wifi'), 'hidden')).toMatchObject({ kind: 'flag' });
    expect(find(formOf('multilink'), 'links')).toMatchObject({ kind: 'list', min: 1, max: 50 });
  });

  test('lists of lists are forms within forms', () => {
    expect(find(formOf('menu'), 'sections', 'items', 'allergens')).toMatchObject({ kind: 'list', max: 30 });
  });

  test('a list that needs an entry begins with one, and no other does', () => {
    expect(startOf(formOf('multilink'))).toEqual({ links: [{}] });
    expect(startOf(formOf('images'))).toEqual({ media: [''] });
    expect(startOf(formOf('vcard'))).toEqual({});
    expect(newItem(find(formOf('playlist'), 'tracks') as ListField)).toEqual({});
  });
});

describe('what is sent of a form', () => {
  test('leaves out what was left empty, down to groups and lists', () => {
    const form = { title: 'A', note: '', address: { city: '', street: '' }, phones: [], price: null };
    expect(contentOf(form)).toEqual({ title: 'A' });
  });

  test('keeps no and zero, which were said', () => {
    expect(contentOf({ available: false, price: 0 })).toEqual({ available: false, price: 0 });
  });

  test('keeps the numbers of entries, so that problems name the entry that is seen', () => {
    expect(contentOf({ links: [{ label: '' }, { label: 'B', url: '' }], tags: ['', 'x'] })).toEqual({
      links: [{}, { label: 'B' }],
      tags: ['', 'x'],
    });
  });
});
