import { describe, expect, test } from 'vitest';
import type { ContentType } from '../content/types.ts';
import { readRow } from './read-row.ts';

const content = { ownHosts: ['q.test'], mapProvider: 'google' } as const;

/** @param fields what stands in the column of each */
function read(fields: Readonly<Record<string, string>>, type: ContentType = 'url') {
  const mapping = Object.fromEntries(Object.keys(fields).map((field, index) => [field, index]));
  const readTime = (text: string) => (Number.isNaN(Date.parse(text)) ? undefined : Date.parse(text));
  return readRow({ line: 2, cells: Object.values(fields) }, { mapping, type, content, readTime });
}

const link = { destination: 'https://a.example/x' };

describe('a row', () => {
  test('with a link alone is a code named by its host', () => {
    expect(read(link)).toMatchObject({
      name: 'a.example',
      target: 'https://a.example/x',
      problems: [],
      draft: { type: 'url', slug: undefined, tags: [], folder: undefined, expiresAt: null },
    });
  });

  test('says everything that is wrong with it at once, in the words of a single create', () => {
    const wrong = {
      name: 'x'.repeat(256),
      slug: 'a b',
      type: 'url',
      destination: 'example.com',
      expires_at: 'soon',
    };
    expect(read(wrong)).toMatchObject({
      draft: undefined,
      problems: [
        { path: 'name', message: 'use 1 to 255 characters' },
        { path: 'slug', message: 'use 1 to 64 letters, digits, - and _' },
        { path: 'expires_at', message: 'must be a time such as 2026-05-01T18:30:00Z' },
        { path: 'destination', message: 'must be an absolute URL that begins with http:// or https://' },
      ],
    });
    expect(read({ type: 'banana' }).problems).toMatchObject([{ path: 'type' }]);
    expect(read({ name: 'A' }).problems).toMatchObject([{ path: 'destination' }]);
    expect(read({ destination: 'https://q.test/p/x' }).problems).toMatchObject([{ path: 'destination' }]);
  });

  test('has tags by semicolon or comma, once each', () => {
    expect(read({ ...link, tags: 'spring; menu,spring,, ' }).draft?.tags).toEqual(['spring', 'menu']);
    const many = Array.from({ length: 21 }, (_, index) => `t${index}`).join(';');
    expect(read({ ...link, tags: many }).problems).toMatchObject([{ path: 'tags' }]);
  });

  test.each([
    ['2026-12-31', '2026-12-31T00:00:00Z'],
    ['2026-12-31 18:30', '2026-12-31T18:30:00Z'],
    ['31.12.2026', '2026-12-31T00:00:00Z'],
    ['1.2.2027 08:05', '2027-02-01T08:05:00Z'],
    ['2026-12-31T18:30:00+02:00', '2026-12-31T16:30:00Z'],
  ])('expires at %s', (written, meant) => {
    expect(read({ ...link, expires_at: written }).draft?.expiresAt).toBe(Date.parse(meant));
  });

  test('reads the mark away that our own files put before what looks like a formula', () => {
    expect(read({ ...link, name: `'=SUM(A1)` }).name).toBe('=SUM(A1)');
    expect(read({ ...link, name: `''tis` }).name).toBe(`'tis`);
    expect(read({ ...link, name: `'tis` }).name).toBe(`'tis`);
    expect(read({ destination: `'+49301234` }, 'phone').problems).toEqual([]);
  });

  test('has content by its fields: texts, truths, first entries of lists, and JSON', () => {
    const wifi = { 'content.ssid': 'Guests', 'content.password': 'secret99', 'content.hidden': 'ja' };
    expect(read({ type: 'WiFi', ...wifi }).draft?.resolved.content).toEqual({
      ssid: 'Guests',
      password: 'secret99',
      hidden: true,
    });
    const contact = {
      'content.first_name': 'Ada',
      'content.phones.0.number': '+49301234',
      'content.urls': '',
    };
    const urls = { 'content.urls': 'https://a.example/; https://b.example/' };
    expect(read({ ...contact, ...urls }, 'vcard').draft?.resolved.content).toEqual({
      first_name: 'Ada',
      phones: [{ number: '+49301234' }],
      urls: ['https://a.example/', 'https://b.example/'],
    });
    const whole = { content: '{"first_name":"Ada"}', 'content.last_name': 'Lovelace' };
    expect(read(whole, 'vcard').draft?.resolved.content).toEqual({
      first_name: 'Ada',
      last_name: 'Lovelace',
    });
  });

  test('says by field what is wrong with its content', () => {
    expect(read({ 'content.ssid': 'Guests', 'content.encryption': 'WPA9' }, 'wifi').problems).toMatchObject([
      { path: 'content.encryption' },
    ]);
    expect(read({ content: '{' }, 'vcard').problems).toMatchObject([{ path: 'content' }]);
    expect(read({ content: '[1]' }, 'vcard').problems).toMatchObject([{ path: 'content' }]);
  });
});
