import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sameJson } from '../json.ts';
import { statusAt } from './code.ts';
import { encodedTextOf, imageUrlOf, shortUrlOf } from './links.ts';
import { foldSlug, isSlug, randomSlug, slugField } from './slug.ts';

const slugs = fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/);

test('what may be chosen as a slug is what is looked up as one', () => {
  fc.assert(
    fc.property(fc.oneof(slugs, fc.string({ maxLength: 80 })), (text) => {
      expect(isSlug(text)).toBe(slugField.safeParse(text).success);
    }),
  );
});

test.each(['', ' ', 'a b', 'a/b', 'a.b', 'ä', 'a%62', 'a\n', `\u212A`, 'x'.repeat(65), 'x'.repeat(10_000)])(
  'no slug: %j',
  (text) => expect(isSlug(text)).toBe(false),
);

test('a link printed in upper case leads to the same code', () => {
  fc.assert(
    fc.property(slugs, (slug) => {
      expect(foldSlug(slug.toUpperCase())).toBe(foldSlug(slug));
      expect(foldSlug(foldSlug(slug))).toBe(foldSlug(slug));
    }),
  );
});

test('random slugs have 6 characters without look-alikes, and grow while none is free', () => {
  const asked: number[] = [];
  const random = {
    uuid: () => '',
    sha256: () => '',
    text(alphabet: string, length: number) {
      expect(alphabet).toMatch(/^[a-z2-9]+$/);
      expect(alphabet).not.toMatch(/[ilo01]/);
      expect(new Set(alphabet).size).toBe(alphabet.length);
      asked.push(length);
      return alphabet.slice(0, length);
    },
  };
  expect(isSlug(randomSlug(random, 0))).toBe(true);
  for (const attempt of [4, 5, 39]) randomSlug(random, attempt);
  expect(asked).toEqual([6, 6, 7, 13]);
});

test('a code is expired from the very millisecond of its end, whatever was last set', () => {
  for (const status of ['active', 'paused', 'expired'] as const) {
    expect(statusAt({ status, expiresAt: 1000 }, 999)).toBe(status);
    expect(statusAt({ status, expiresAt: 1000 }, 1000)).toBe('expired');
    expect(statusAt({ status, expiresAt: null }, 1000)).toBe(status);
  }
});

test('links are made of the configured origin, and some types are printed without one', () => {
  const settings = { baseUrl: 'https://q.test' } as Parameters<typeof encodedTextOf>[0];
  expect(shortUrlOf(settings, 'menu')).toBe('https://q.test/p/menu');
  expect(imageUrlOf(settings, 'menu')).toBe('https://q.test/img/menu.png');
  const url = { type: 'url', content: null, slug: 'menu' } as const;
  expect(encodedTextOf(settings, url)).toBe('https://q.test/p/menu');
  const wifi = { type: 'wifi', content: { ssid: 'Cafe', encryption: 'nopass' }, slug: 'net' } as const;
  expect(encodedTextOf(settings, wifi)).toMatch(/^WIFI:/);
});

test('JSON values are the same whatever the order of their keys, and lists are not', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const turned = (part: unknown): unknown => {
        if (Array.isArray(part)) return part.map(turned);
        if (part === null || typeof part !== 'object') return part;
        return Object.fromEntries(
          Object.entries(part)
            .reverse()
            .map(([key, item]) => [key, turned(item)]),
        );
      };
      expect(sameJson(value, turned(value))).toBe(true);
      expect(sameJson(value, [value])).toBe(false);
    }),
  );
  expect(sameJson([1, 2], [2, 1])).toBe(false);
  expect(sameJson({ a: 1 }, { a: 1, b: null })).toBe(false);
});
