import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { contentSchemaOf, defaultNameOf, imageTextOf, resolveContent, scanActionOf } from './registry.ts';
import { type ContentRules, type ContentType, contentTypes } from './types.ts';

const rules: ContentRules = { ownHosts: ['q.test'], mapProvider: 'google' };

function detailsOf(path: string) {
  return expect.objectContaining({
    code: 'validation_error',
    details: expect.arrayContaining([expect.objectContaining({ path })]),
  });
}

describe('destination and content', () => {
  test('a link is echoed as written, and only its href is for Location', () => {
    const destination = 'HTTPS://M\u00fcnchen.example/\u00e4 b';
    const href = 'https://xn--mnchen-3ya.example/%C3%A4%20b';
    for (const type of ['url', 'social', 'map'] as const) {
      const resolved = resolveContent(type, { destination }, rules);
      expect(resolved).toEqual({ destination, href, content: null });
      expect(scanActionOf(type, resolved, rules)).toEqual({ do: 'redirect', location: href });
    }
  });

  test.each<[ContentType, string, object]>([
    ['file', 'https://example.com/\u00e4.pdf', { media: 'https://example.com/\u00e4.pdf' }],
    ['app', 'https://example.com/app', { fallback_url: 'https://example.com/app' }],
    ['video', 'https://example.com/v', { url: 'https://example.com/v' }],
  ])('a string is enough for %s, and comes back as written', (type, destination, content) => {
    const href = new URL(destination).href;
    expect(resolveContent(type, { destination }, rules)).toEqual({ destination, href, content });
  });

  test.each<[ContentType, string, object]>([
    ['images', 'https://example.com/a.png', { media: ['https://example.com/a.png'] }],
    ['mp3', 'https://example.com/a.mp3', { url: 'https://example.com/a.mp3' }],
    [
      'wifi',
      'WIFI:S:Cafe\\;1;T:WPA2;P:x;H:true;;',
      { ssid: 'Cafe;1', password: 'x', encryption: 'WPA', hidden: true },
    ],
  ])('a string is enough for %s, whose scan gets a page', (type, destination, content) => {
    expect(resolveContent(type, { destination }, rules)).toEqual({ destination: null, href: null, content });
  });

  test.each<[ContentType, string]>([
    ['phone', 'tel:112'],
    ['phone', '1 1 2'],
  ])('both may come when they agree: %s %s', (type, destination) => {
    const resolved = resolveContent(type, { destination, content: { phone: '112' } }, rules);
    expect(resolved.destination).toBe('tel:112');
  });

  test('both are refused when they differ', () => {
    const input = { destination: 'tel:113', content: { phone: '112' } };
    expect(() => resolveContent('phone', input, rules)).toThrow(detailsOf('destination'));
    const social = {
      destination: 'https://example.com/',
      content: { networks: [{ network: 'x', url: 'https://example.com/' }] },
    };
    expect(() => resolveContent('social', social, rules)).toThrow(detailsOf('destination'));
  });

  test('null counts as absent', () => {
    const destination = 'https://example.com/';
    expect(resolveContent('url', { destination, content: null }, rules).destination).toBe(destination);
    expect(resolveContent('phone', { destination: null, content: { phone: '112' } }, rules).href).toBe(
      'tel:112',
    );
  });

  test.each<[ContentType, string]>([
    ['url', 'destination'],
    ['phone', 'destination'],
    ['phone', 'content.phone'],
    ['coupon', 'content.title'],
    ['coupon', 'content.code'],
    ['vcard', 'content'],
  ])('nothing at all is refused, and %s says that %s is missing', (type, path) => {
    expect(() => resolveContent(type, {}, rules)).toThrow(detailsOf(path));
  });

  test('one string does not make a page', () => {
    for (const type of ['vcard', 'menu', 'multilink', 'event'] as const) {
      expect(() => resolveContent(type, { destination: 'https://example.com/' }, rules)).toThrow(
        detailsOf('destination'),
      );
    }
  });

  test.each([...contentTypes])('a destination of %s that is no string, or endless, is refused', (type) => {
    for (const destination of [7, true, ['https://example.com/'], {}, '7'.repeat(8193)]) {
      expect(() => resolveContent(type, { destination }, rules)).toThrow(detailsOf('destination'));
    }
  });

  test.each<ContentType>(['url', 'social', 'file', 'app', 'video', 'mp3', 'images', 'map'])(
    'a destination of %s does not lead to our own short links',
    (type) => {
      expect(() => resolveContent(type, { destination: 'https://q.test/p/abc234' }, rules)).toThrow(
        detailsOf('destination'),
      );
    },
  );
});

test('every target of a choice by system is fit for Location', () => {
  const content = { ios_url: 'https://example.com/\u00e4', fallback_url: 'https://example.com/\u00f6 1' };
  const resolved = resolveContent('app', { content }, rules);
  expect(scanActionOf('app', resolved, rules)).toEqual({
    do: 'by-system',
    ios: 'https://example.com/%C3%A4',
    android: null,
    huawei: null,
    other: 'https://example.com/%C3%B6%201',
  });
});

test('only a network is in the image itself', () => {
  expect(imageTextOf('url', null)).toBeNull();
  expect(imageTextOf('phone', { phone: '112' })).toBeNull();
});

test.each<[ContentType, string | null, string]>([
  ['url', 'https://Example.com:8443/x', 'example.com:8443'],
  ['social', 'https://example.com/x', 'example.com'],
  ['social', null, 'Social'],
  ['phone', 'tel:112', 'Phone'],
  ['map', 'https://www.google.com/maps/search/?api=1&query=Wien', 'Map'],
  ['wifi', null, 'WiFi'],
])('a code of type %s to %s that nobody named is called %s', (type, destination, name) => {
  expect(defaultNameOf(type, destination)).toBe(name);
});

test('every type has a name for people, and no two have the same', () => {
  expect(new Set(contentTypes.map((type) => defaultNameOf(type, null))).size).toBe(contentTypes.length);
});

test.each(contentTypes.filter((type) => type !== 'url'))(
  'the schema of %s can be published, and is closed to unknown fields',
  (type) => {
    const schema = contentSchemaOf(type);
    expect(schema && z.toJSONSchema(schema, { io: 'input' })).toMatchObject({
      type: 'object',
      additionalProperties: false,
    });
  },
);

const anyText = fc.string({ unit: 'binary', minLength: 1, maxLength: 30 });
const phone = fc.stringMatching(/^\+[1-9][0-9 ()-]{3,12}[0-9]$/);
const optional = { requiredKeys: [] };

const contents: Readonly<Partial<Record<ContentType, fc.Arbitrary<object>>>> = {
  sms: fc.record({ phone, body: anyText }),
  whatsapp: fc.record({ phone, body: anyText }),
  email: fc.record({
    email: fc.emailAddress(),
    subject: anyText,
    body: anyText,
    cc: fc.array(fc.emailAddress(), { minLength: 1 }),
  }),
  map: fc.oneof(
    fc.record({ query: anyText }),
    fc.record({
      latitude: fc.double({ min: -90, max: 90, noNaN: true }),
      longitude: fc.double({ min: -180, max: 180, noNaN: true }),
      label: anyText,
    }),
  ),
  wifi: fc.record({ ssid: anyText, password: anyText, hidden: fc.boolean() }),
  app: fc.record({ fallback_url: fc.webUrl(), ios_url: fc.webUrl(), android_url: fc.webUrl() }, optional),
};

test.each(Object.keys(contents) as ContentType[])(
  'whatever %s holds, its target is ASCII, and resolving what was resolved changes nothing',
  (type) => {
    let accepted = 0;
    const providers = fc.constantFrom('google', 'apple', 'openstreetmap', 'geo');
    fc.assert(
      fc.property(contents[type] ?? fc.constant({}), providers, (content, mapProvider) => {
        const own = { ...rules, mapProvider } as const;
        if (!contentSchemaOf(type)?.safeParse(content).success) return;
        accepted += 1;
        const resolved = resolveContent(type, { content }, own);
        expect(resolveContent(type, resolved, own)).toEqual(resolved);
        expect(resolveContent(type, { content: resolved.content }, own)).toEqual(resolved);
        if (resolved.href !== null) expect(resolved.href).toMatch(/^[a-z]+:[\x21-\x7e]+$/);
        if (type === 'map' || resolved.destination === null) return;
        expect(resolveContent(type, { destination: resolved.destination }, own)).toEqual(resolved);
      }),
      { numRuns: 300 },
    );
    expect(accepted).toBeGreaterThan(30);
  },
);
