import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ContentInput, resolveContent } from '../../core/content/registry.ts';
import { type ContentType, contentTypes } from '../../core/content/types.ts';
import type { JsonObject, JsonValue } from '../../core/json.ts';
import { renderCalendar } from '../icalendar.ts';
import { renderContentPage } from '../render.ts';
import { renderVcard } from '../vcard.ts';

const contact: JsonObject = {
  first_name: 'Zoë',
  last_name: 'O’Neill',
  organization: 'Harbour Lights Ltd',
  title: 'Keeper',
  phones: [{ type: 'work', number: '+442079460000' }],
  emails: [{ type: 'work', address: 'zoe@example.com' }],
  urls: ['https://example.com/zoe'],
  address: { street: '1 Quay', city: 'Bristol', region: 'Avon', postal_code: 'BS1 4RN', country: 'England' },
  note: 'Knocks twice',
  photo: 'https://example.com/zoe.jpg',
};

const samples: Readonly<Record<ContentType, ContentInput>> = {
  url: { destination: 'https://example.com/menu?x=1' },
  phone: { content: { phone: '+4930901820' } },
  sms: { content: { phone: '+4930901820', body: 'Table for two' } },
  whatsapp: { content: { phone: '+4930901820', body: 'Hello there' } },
  email: {
    content: { email: 'box@example.com', subject: 'Offer', body: 'Please call', cc: ['cc@example.com'] },
  },
  map: { content: { latitude: 52.5163, longitude: 13.3777, label: 'Gate' } },
  wifi: {
    content: { ssid: 'Lobby;5', password: 'p"ss w0rd', encryption: 'WPA', hidden: true, tracked: true },
  },
  vcard: { content: contact },
  vcard_plus: {
    content: {
      ...contact,
      headline: 'Light for ships',
      about: 'Since 1887',
      links: [{ label: 'Tides', url: 'https://tides.example/today' }],
      socials: [{ network: 'Mastodon', url: 'https://social.example/@zoe' }],
      cover: 'https://example.com/cover.jpg',
    },
  },
  event: {
    content: {
      title: 'Lantern Walk',
      starts_at: '2026-05-01T19:00',
      ends_at: '2026-05-01T22:00',
      time_zone: 'Europe/Berlin',
      location: 'Old Harbour',
      description: 'Bring a lantern',
      url: 'https://example.com/walk',
      organizer: { name: 'Ines', email: 'ines@example.com' },
    },
  },
  app: {
    content: {
      ios_url: 'https://apps.apple.com/app/id1',
      android_url: 'https://play.google.com/store/apps/details?id=a.b',
      huawei_url: 'https://appgallery.huawei.com/app/C1',
      fallback_url: 'https://example.com/app',
    },
  },
  social: {
    content: {
      title: 'Find us',
      about: 'Daily news',
      avatar: 'https://example.com/a.png',
      networks: [{ network: 'PeerTube', url: 'https://video.example/us' }],
    },
  },
  multilink: {
    content: {
      title: 'All of it',
      about: 'Everything in one place',
      avatar: 'https://example.com/a.png',
      links: [{ label: 'Shop', url: 'https://shop.example/' }],
    },
  },
  landing_page: {
    content: {
      title: 'Spring',
      blocks: [
        {
          heading: 'New seeds',
          text: 'Peas and beans',
          image: 'https://example.com/s.jpg',
          button: { label: 'Order now', url: 'https://example.com/order' },
        },
      ],
    },
  },
  business: {
    content: {
      name: 'Corner Bakery',
      about: 'Bread since 1920',
      phones: ['+4930901820'],
      emails: ['bread@example.com'],
      website: 'https://bakery.example/',
      address: { street: 'Hauptstr. 1', city: 'Berlin' },
      map: 'https://maps.example/bakery',
      hours: [{ day: 'monday', opens: '06:00', closes: '18:00' }],
      time_zone: 'Europe/Berlin',
      photos: ['https://example.com/front.jpg'],
      socials: [{ network: 'Pixelfed', url: 'https://pix.example/bakery' }],
    },
  },
  menu: {
    content: {
      title: 'Lunch',
      currency: 'EUR',
      sections: [
        {
          name: 'Soups',
          items: [
            { name: 'Borscht', description: 'With dill', price: 6.5, tags: ['vegan'], allergens: ['celery'] },
            { name: 'Bisque', price: 9, image: 'https://example.com/b.jpg', available: false },
          ],
        },
      ],
      note: 'Ask us about allergies',
    },
  },
  product: {
    content: {
      name: 'Kettle',
      brand: 'Boil & Co',
      gtin: '4006381333931',
      description: 'Whistles',
      price: 49.9,
      currency: 'EUR',
      images: ['https://example.com/k.jpg'],
      url: 'https://example.com/kettle',
      attributes: [{ name: 'Volume', value: '1.7 l' }],
    },
  },
  coupon: {
    content: {
      title: 'Ten off',
      code: 'SPRING-10',
      description: 'On all bread',
      terms: 'One per visit',
      valid_from: '2026-03-01',
      valid_until: '2026-05-31',
      url: 'https://example.com/redeem',
    },
  },
  feedback: {
    content: {
      title: 'Your stay',
      question: 'How was the room?',
      kind: 'stars',
      redirect_url: 'https://example.com/',
    },
  },
  file: { content: { media: 'https://example.com/guide.pdf', title: 'Guide' } },
  images: {
    content: {
      media: ['https://example.com/1.jpg', 'https://example.com/2.jpg'],
      title: 'Trip',
      captions: ['Pier'],
    },
  },
  video: { content: { url: 'https://video.example/v', title: 'Tour', poster: 'https://example.com/p.jpg' } },
  mp3: {
    content: {
      media: 'https://example.com/a.mp3',
      title: 'Waltz',
      artist: 'Quartet',
      cover: 'https://example.com/c.jpg',
    },
  },
  playlist: {
    content: {
      title: 'Mix',
      tracks: [{ title: 'Opener', url: 'https://example.com/o', artist: 'Ada' }],
      services: [{ label: 'Radio', url: 'https://radio.example/mix' }],
    },
  },
};

/** What an owner wrote and no phone is to show: kept for the owner, or told in other words. */
const hidden: Readonly<Partial<Record<ContentType, readonly string[]>>> = {
  wifi: ['Lobby;5', 'WPA'],
  event: ['2026-05-01T19:00', '2026-05-01T22:00', 'Europe/Berlin'],
  business: ['monday', '06:00', '18:00', 'Europe/Berlin'],
  menu: ['EUR'],
  product: ['EUR'],
  coupon: ['2026-03-01', '2026-05-31'],
  feedback: ['stars', 'https://example.com/'],
};

const rules = { ownHosts: [], mapProvider: 'google' as const };
const drawCode = (text: string): string => `<svg data-holds="${encodeURIComponent(text)}"></svg>`;

function render(type: ContentType, content: JsonObject | null, href: string | null, language = 'en') {
  const page = { type, name: 'Name of the code', slug: 'Ab3xK9', content, href };
  const request = { acceptLanguage: language, userAgent: '', nowMs: Date.UTC(2026, 3, 1) };
  return renderContentPage(page, request, { drawCode });
}

function renderSample(type: ContentType, language = 'en'): string {
  const { content, href } = resolveContent(type, samples[type], rules);
  return render(type, content, href, language).body;
}

function textsIn(value: JsonValue): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** What a reader and an address bar would see of the document. */
function decode(body: string): string {
  return body
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}

/** Every attribute of every tag, read as a browser would read our quoting. */
function attributesIn(body: string): readonly (readonly [name: string, value: string])[] {
  const tags = body.match(/<[a-z][^>]*>/gi) ?? [];
  return tags.flatMap((tag) =>
    [...tag.matchAll(/\s([a-z-]+)(?:="([^"]*)")?/gi)].map(
      ([, name = '', value = '']) => [name, value] as const,
    ),
  );
}

function expectInert(body: string): void {
  expect(body).not.toMatch(
    /<script|<img|<iframe|<video|<audio|<object|<embed|<link|<base|<form|@import|url\(/i,
  );
  expect(body).not.toMatch(/<x-evil|<!--/);
  for (const [name, value] of attributesIn(body)) {
    expect(name).not.toMatch(/^(?:on.*|src|srcset|style|poster|action|background)$/i);
    if (name === 'href') expect(value).toMatch(/^(?:https?:\/\/|tel:|mailto:|sms:|\/p\/[^/]+\.(?:vcf|ics)$)/);
  }
}

describe.each(contentTypes)('the page of %s', (type) => {
  test('shows every field that is meant for the visitor', () => {
    const body = decode(renderSample(type));
    const { content, destination } = resolveContent(type, samples[type], rules);
    for (const text of textsIn(content ?? destination)) {
      if (hidden[type]?.includes(text)) continue;
      expect(body).toContain(text);
    }
  });

  test('runs nothing and fetches nothing', () => {
    expectInert(renderSample(type));
  });

  test('takes less than 14 kB before its content', () => {
    expect(new TextEncoder().encode(render(type, {}, null).body).length).toBeLessThan(14_000);
    expect(new TextEncoder().encode(renderSample(type)).length).toBeLessThan(14_000);
  });

  test('speaks the language of the visitor and names it', () => {
    expect(renderSample(type, 'ar-EG, en;q=0.5')).toContain('<html lang="ar" dir="rtl">');
    expect(renderSample(type, 'de')).toContain('<html lang="de" dir="ltr">');
  });

  test('leaves whatever is written into a field without effect', () => {
    const { content, href } = resolveContent(type, samples[type], rules);
    for (const payload of payloads) {
      expectInert(render(type, content && poison(content, payload), href && payload).body);
    }
  });

  test('is a page whatever was stored', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...fieldNames), fc.jsonValue()),
        fc.string(),
        (content, href) => {
          const answer = render(type, content as JsonObject, href);
          expect(answer.status).toBe(200);
          expectInert(answer.body);
        },
      ),
      { numRuns: 60 },
    );
  });
});

const payloads = [
  '"><script>alert(1)</script>',
  'javascript:alert(1)',
  ' JaVaScRiPt:alert(1)',
  'java\nscript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  '\' onmouseover=alert(1) x="` onfocus=alert(1)',
  'https://example.com/"><script>alert(1)</script>',
  '</style></title><x-evil>',
  '<!--',
  '\ud800\0\u2028',
];

const fieldNames = [
  ...new Set(Object.values(samples).flatMap((sample) => Object.keys(sample.content ?? {}))),
];

function poison(value: JsonObject, payload: string): JsonObject {
  const swap = (entry: JsonValue): JsonValue => {
    if (typeof entry === 'string') return payload;
    if (Array.isArray(entry)) return entry.map(swap);
    return typeof entry === 'object' && entry !== null ? poison(entry as JsonObject, payload) : entry;
  };
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, swap(entry)]));
}

test('files beside a page keep their lines whatever is written into a field', () => {
  const payload = 'x\r\nEND:VCARD\nBEGIN:VEVENT\rATTACH:evil\u2028y';
  const vcard = renderVcard(poison(contact, payload)).body;
  expect(vcard.match(/^(?:BEGIN|END|ATTACH)\b.*$/gm)).toEqual(
    ['BEGIN:VCARD\r', 'END:VCARD\r'].map((line) => line.trim()),
  );
  const event = { ...poison(samples.event.content as JsonObject, payload), starts_at: '2026-05-01' };
  const calendar = renderCalendar(event, 0, payload).body;
  expect(calendar.match(/\r\n(?:BEGIN|END|ATTACH)\b/g)).toEqual(['\r\nBEGIN', '\r\nEND', '\r\nEND']);
});

describe('what pages say', () => {
  test('a contact can be saved and an event put into the calendar', () => {
    expect(renderSample('vcard')).toContain('href="/p/Ab3xK9.vcf"');
    expect(renderSample('vcard_plus')).toContain('href="/p/Ab3xK9.vcf"');
    expect(renderSample('event')).toContain('href="/p/Ab3xK9.ics"');
  });

  test('the Wi-Fi page draws the code that joins the network, even of a tracked one', () => {
    const held = decodeURIComponent(/data-holds="([^"]*)"/.exec(renderSample('wifi'))?.[1] ?? '');
    expect(held).toBe('WIFI:T:WPA;S:Lobby\\;5;P:p\\"ss w0rd;H:true;;');
  });

  test('an open network has no password to copy', () => {
    const body = render('wifi', { ssid: 'Cafe' }, null).body;
    expect(body).toContain('Open, no password');
    expect(body).not.toContain('class="key"');
  });

  test('calls, messages and letters open with what the owner prepared', () => {
    expect(renderSample('phone')).toContain('href="tel:+4930901820"');
    expect(renderSample('sms')).toContain('href="sms:+4930901820?&amp;body=Table%20for%20two"');
    expect(renderSample('whatsapp')).toContain('href="https://wa.me/4930901820?text=Hello%20there"');
    expect(renderSample('email')).toContain(
      'href="mailto:box@example.com?subject=Offer&amp;body=Please%20call&amp;cc=cc@example.com"',
    );
  });

  test('prices are written the way of the visitor, and what is not to be had says so', () => {
    expect(renderSample('menu', 'en-GB')).toContain('€6.50');
    expect(renderSample('menu', 'de-DE')).toContain('6,50\u00a0€');
    expect(renderSample('menu').match(/Not available now/g)).toHaveLength(1);
  });

  test.each([
    ['is not valid yet', Date.UTC(2026, 1, 27), 'This coupon is not valid yet.'],
    ['is valid', Date.UTC(2026, 4, 31, 23), null],
    ['is over', Date.UTC(2026, 5, 1, 12), 'This coupon is over.'],
  ])('a coupon %s', (_, nowMs, said) => {
    const content = samples.coupon.content as JsonObject;
    const page = { type: 'coupon' as const, name: '', slug: 's', content, href: null };
    const { body } = renderContentPage(page, { acceptLanguage: 'en', userAgent: '', nowMs });
    expect(/This coupon is[^<]*/.exec(body)?.[0] ?? null).toBe(said);
  });

  test('an event shows its time on its own clock', () => {
    expect(renderSample('event', 'en-GB')).toMatch(/Friday,? 1 May 2026.*19:00.*22:00.*(?:CEST|GMT\+2)/);
  });

  test('the store of the phone at hand comes first', () => {
    const { content } = resolveContent('app', samples.app, rules);
    const page = { type: 'app' as const, name: 'App', slug: 's', content, href: null };
    const firstFor = (userAgent: string) =>
      /<bdi>([^<]+)<\/bdi><\/a>/.exec(
        renderContentPage(page, { acceptLanguage: '', userAgent, nowMs: 0 }).body,
      )?.[1];
    expect(firstFor('Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X)')).toBe('App Store');
    expect(firstFor('Mozilla/5.0 (Linux; Android 16; Pixel 11)')).toBe('Google Play');
    expect(firstFor('Mozilla/5.0 (Linux; Android 12; HUAWEI NOH)')).toBe('AppGallery');
  });
});
