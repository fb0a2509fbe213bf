import { describe, expect, test } from 'vitest';
import { contentTypes } from '../content/types.ts';
import { contentFieldsOf } from './fields.ts';
import { checkMapping, fieldsOf, guessMapping } from './mapping.ts';

function fileOf(columns: readonly string[], ...rows: readonly (readonly string[])[]) {
  return { columns, rows: rows.map((cells, index) => ({ line: index + 2, cells })) };
}

describe('columns are guessed by their names', () => {
  test.each([
    ['English', ['Name', 'Short code', 'URL', 'Tags', 'Folder', 'Expires at']],
    ['German', ['Bezeichnung', 'Kürzel', 'Ziel-URL', 'Schlagwörter', 'Ordner', 'Ablaufdatum']],
  ])('in %s', (_, columns) => {
    const guessed = { name: 0, slug: 1, destination: 2, tags: 3, folder: 4, expires_at: 5 };
    expect(guessMapping(fileOf(columns), 'url')).toEqual(guessed);
  });

  test('as the APIs name them', () => {
    const qra = ['id', 'slug', 'name', 'type', 'destination', 'status', 'created_at', 'tags', 'expires_at'];
    const guessed = { slug: 1, name: 2, type: 3, destination: 4, tags: 7, expires_at: 8 };
    expect(guessMapping(fileOf(qra), 'url')).toEqual(guessed);
    const qrTrack = ['uuid', 'type', 'target', 'label', 'ssid', 'pass', 'enc'];
    expect(guessMapping(fileOf(qrTrack), 'wifi')).toEqual({
      type: 1,
      destination: 2,
      name: 3,
      'content.ssid': 4,
      'content.password': 5,
      'content.encryption': 6,
    });
  });

  test('with the fields of every type that the rows name', () => {
    const columns = ['type', 'content.ssid', 'first_name', 'phone'];
    const rows = [
      ['wifi', 'Guests', '', ''],
      ['VCARD', '', 'Ada', '+49 30 1234'],
    ];
    expect(guessMapping(fileOf(columns, ...rows), 'url')).toEqual({
      type: 0,
      'content.ssid': 1,
      'content.first_name': 2,
      'content.phones.0.number': 3,
    });
  });

  test('once each, the first column first, and unknown ones not at all', () => {
    expect(guessMapping(fileOf(['Foo', 'link', 'url', 'NAME ']), 'url')).toEqual({ destination: 1, name: 3 });
  });
});

test('every type with content has fields, each a path of letters, digits and dots', () => {
  for (const type of contentTypes) {
    const fields = [...contentFieldsOf(type).keys()];
    for (const field of fields) expect(field).toMatch(/^content(\.[a-z_]+|\.0)+$/);
    if (type !== 'url') expect(fields, type).not.toEqual([]);
  }
});

test('a mapping to a field or a column that is not there is refused', () => {
  const fields = fieldsOf(['url']);
  checkMapping({ name: 0, destination: 1 }, fields, 2);
  for (const wrong of [{ nonsense: 0 }, { 'content.ssid': 0 }, { name: 2 }, { name: -1 }, { name: 0.5 }]) {
    expect(() => checkMapping(wrong, fields, 2)).toThrow(
      expect.objectContaining({ code: 'validation_error' }),
    );
  }
});
