import { expect, test } from 'vitest';
import { resolveContent, scanActionOf } from './registry.ts';
import { type ContentType, contentTypes } from './types.ts';

const rules = { ownHosts: ['q.test'], mapProvider: 'google' } as const;
const site = 'https://example.com/';

/** Of each type the least and the most that it holds, and what a scan then does. */
const accepted: Readonly<Record<Exclude<ContentType, 'url'>, readonly [content: object, scan: string][]>> = {
  phone: [[{ phone: '+4366012345' }, 'redirect']],
  sms: [
    [{ phone: '66012' }, 'redirect'],
    [{ phone: '66012', body: 'Hi\nthere' }, 'redirect'],
  ],
  whatsapp: [
    [{ phone: '+4366012345' }, 'redirect'],
    [{ phone: '+4366012345', body: 'Hi' }, 'redirect'],
  ],
  email: [
    [{ email: 'ada@example.com' }, 'redirect'],
    [
      {
        email: 'ada@example.com',
        subject: 'Hi',
        body: 'x'.repeat(2000),
        cc: ['b@example.com'],
        bcc: ['c@example.com'],
      },
      'redirect',
    ],
  ],
  map: [
    [{ query: 'Wien' }, 'redirect'],
    [{ latitude: -90, longitude: 180, label: 'Pole' }, 'redirect'],
  ],
  wifi: [
    [{ ssid: 'Cafe' }, 'page'],
    [{ ssid: ' Caf\u00e9 ', password: ' x ', encryption: 'WPA', hidden: true, tracked: true }, 'page'],
  ],
  vcard: [
    [{ first_name: 'Ada' }, 'vcard'],
    [
      {
        first_name: 'Ada',
        last_name: 'Lovelace',
        organization: 'Engine',
        title: 'Countess',
        phones: [{ type: 'work', number: '+4366012345' }, { number: '112' }],
        emails: [{ type: 'home', address: 'ada@example.com' }, { address: 'a@example.com' }],
        urls: [site],
        address: { street: '1 Row', city: 'London', region: 'L', postal_code: 'W1', country: 'UK' },
        note: 'First\nSecond',
        photo: site,
      },
      'vcard',
    ],
  ],
  vcard_plus: [
    [{ last_name: 'Lovelace' }, 'page'],
    [
      {
        last_name: 'Lovelace',
        headline: 'Numbers',
        about: 'x'.repeat(2000),
        links: [{ label: 'Notes', url: site }, { url: site }],
        socials: [{ network: 'mastodon', url: site }],
        cover: site,
      },
      'page',
    ],
  ],
  event: [
    [{ title: 'Fair', starts_at: '2026-05-01T10:00' }, 'page'],
    [
      {
        title: 'Fair',
        starts_at: '2026-05-01',
        ends_at: '2026-05-01',
        time_zone: 'Europe/Vienna',
        all_day: true,
        location: 'Hall 1',
        description: 'x'.repeat(2000),
        url: site,
        organizer: { name: 'Ada', email: 'ada@example.com' },
      },
      'page',
    ],
  ],
  app: [
    [{ fallback_url: site }, 'redirect'],
    [{ ios_url: site }, 'by-system'],
    [{ ios_url: site, android_url: site, huawei_url: site, fallback_url: site }, 'by-system'],
  ],
  social: [
    [{ networks: [{ network: 'mastodon', url: site }] }, 'page'],
    [{ title: 'We', about: 'Us', avatar: site, networks: [{ network: 'x', url: site }] }, 'page'],
  ],
  multilink: [
    [{ title: 'Links', links: [{ label: 'One', url: site }] }, 'page'],
    [
      {
        title: 'Links',
        about: 'Us',
        avatar: site,
        links: Array.from({ length: 50 }, () => ({ label: 'One', url: site, image: site })),
        theme: 'dark',
      },
      'page',
    ],
  ],
  landing_page: [
    [{ title: 'Hello', blocks: [{ heading: 'Hi' }] }, 'page'],
    [
      {
        title: 'Hello',
        blocks: [{ heading: 'Hi', text: 'x'.repeat(5000), image: site, button: { label: 'Go', url: site } }],
      },
      'page',
    ],
  ],
  business: [
    [{ name: 'Bakery' }, 'page'],
    [
      {
        name: 'Bakery',
        about: 'Bread',
        phones: ['+4366012345'],
        emails: ['b@example.com'],
        website: site,
        address: { city: 'Wien' },
        map: site,
        hours: [{ day: 'monday', opens: '22:00', closes: '02:00' }],
        time_zone: 'Europe/Vienna',
        photos: [site],
        socials: [{ network: 'mastodon', url: site }],
      },
      'page',
    ],
  ],
  menu: [
    [{ title: 'Lunch' }, 'page'],
    [
      {
        title: 'Lunch',
        currency: 'EUR',
        sections: [
          {
            name: 'Soup',
            items: [
              {
                name: 'Pea',
                description: 'Green',
                price: 4.5,
                tags: ['vegan'],
                allergens: ['A'],
                image: site,
                available: false,
              },
            ],
          },
        ],
        note: 'Cash',
      },
      'page',
    ],
  ],
  product: [
    [{ name: 'Pen' }, 'page'],
    [
      {
        name: 'Pen',
        brand: 'Ink',
        gtin: '4006381333931',
        description: 'x'.repeat(5000),
        price: 0,
        currency: 'JPY',
        images: [site],
        url: site,
        attributes: [{ name: 'Colour', value: 'Blue' }],
      },
      'page',
    ],
  ],
  coupon: [
    [{ title: 'Half', code: 'HALF' }, 'page'],
    [
      {
        title: 'Half',
        code: 'HALF',
        description: 'Off',
        terms: 'x'.repeat(5000),
        valid_from: '2026-05-01',
        valid_until: '2026-05-31T23:59:59Z',
        url: site,
        max_redemptions: 100,
      },
      'page',
    ],
  ],
  feedback: [
    [{ title: 'How was it?' }, 'page'],
    [
      {
        title: 'How',
        question: 'Was it?',
        kind: 'nps',
        ask_contact: true,
        thanks: 'Thanks',
        redirect_url: site,
      },
      'page',
    ],
  ],
  file: [
    [{ media: site }, 'redirect'],
    [{ media: site, title: 'Plan', open: 'download' }, 'redirect'],
  ],
  images: [
    [{ media: [site] }, 'page'],
    [{ media: [site, site], title: 'Two', captions: ['', 'Second'] }, 'page'],
  ],
  video: [
    [{ media: site, title: 'Film', poster: site }, 'page'],
    [{ url: site }, 'redirect'],
  ],
  mp3: [
    [{ media: site, title: 'Song', artist: 'Ada', cover: site }, 'page'],
    [{ url: site }, 'page'],
  ],
  playlist: [
    [{ title: 'Mix', tracks: [{ title: 'One', url: site }] }, 'page'],
    [
      {
        title: 'Mix',
        tracks: [{ title: 'One', media: site, artist: 'Ada' }],
        services: [{ label: 'Radio', url: site }, { url: site }],
      },
      'page',
    ],
  ],
};

const rows = Object.entries(accepted).flatMap(([type, cases]) =>
  cases.map(([content, scan]) => ({ type: type as ContentType, content, scan })),
);

test('every type has content that is accepted here', () => {
  expect(['url', ...Object.keys(accepted)]).toEqual([...contentTypes]);
});

test.each(rows)('$type keeps $content as it was sent, and a scan is a $scan', ({ type, content, scan }) => {
  const resolved = resolveContent(type, { content }, rules);
  expect(resolved.content).toEqual(content);
  expect(scanActionOf(type, resolved, rules).do).toBe(scan);
  expect(resolved.destination !== null).toBe(scan === 'redirect');
  expect(resolveContent(type, resolved, rules)).toEqual(resolved);
});

test.each(rows)('$type refuses a field that it does not know beside $content', ({ type, content }) => {
  const attempt = () => resolveContent(type, { content: { ...content, surprise: 1 } }, rules);
  expect(attempt).toThrow(
    expect.objectContaining({ details: [expect.objectContaining({ path: 'content.surprise' })] }),
  );
});

function withOwnLinks(value: unknown): unknown {
  if (value === site) return 'https://Q.test/p/abc234';
  if (Array.isArray(value)) return value.map(withOwnLinks);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, withOwnLinks(part)]));
}

function countLinks(value: unknown): number {
  return JSON.stringify(value).split(`"${site}"`).length - 1;
}

test.each(rows.filter(({ content }) => countLinks(content) > 0))(
  '$type refuses links to our own short links wherever $content has one',
  ({ type, content }) => {
    const attempt = () => resolveContent(type, { content: withOwnLinks(content) }, rules);
    const problem = { message: expect.stringContaining('short link of this server') };
    const details = Array.from({ length: Math.min(countLinks(content), 50) }, () =>
      expect.objectContaining(problem),
    );
    expect(attempt).toThrow(expect.objectContaining({ code: 'validation_error', details }));
  },
);

const long = 'x'.repeat(500);
const address = 'https://example.com/';
test.each<[ContentType, object]>([
  ['coupon', { title: 'x', code: long }],
  ['multilink', { title: 'x', links: [{ label: 'x', url: address }], theme: long }],
  [
    'menu',
    { title: 'x', sections: [{ name: 'x', items: [{ name: 'x', tags: [long], allergens: [long] }] }] },
  ],
  ['social', { networks: [{ network: long, url: address }] }],
  ['vcard', { first_name: 'x', address: { postal_code: long } }],
])('text of a %s that has no limit of its own may have 500 characters', (type, content) => {
  expect(resolveContent(type, { content }, rules).content).toEqual(content);
});

test.each<ContentType>(['url', 'social'])('a %s takes its link in content as well', (type) => {
  const expected = { destination: address, href: address, content: null };
  expect(resolveContent(type, { content: { destination: address } }, rules)).toEqual(expected);
  expect(() => resolveContent(type, { content: { destination: 'x' } }, rules)).toThrow(
    /^content\.destination: must be an absolute URL/,
  );
  expect(() => resolveContent(type, { content: { destination: address, colour: 'red' } }, rules)).toThrow();
});
