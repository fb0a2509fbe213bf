import { expect, test } from 'vitest';
import { AppError } from '../errors.ts';
import { resolveContent } from './registry.ts';
import { type ContentType, contentTypes } from './types.ts';

const rules = { ownHosts: ['q.test'], mapProvider: 'google' } as const;
const site = 'https://example.com/';
const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);

function pathsOfProblems(type: ContentType, content: unknown): readonly string[] {
  try {
    resolveContent(type, { content }, rules);
    return [];
  } catch (error) {
    if (error instanceof AppError && error.code === 'validation_error') {
      return error.details.map(({ path }) => path);
    }
    throw error;
  }
}

const refused: readonly [ContentType, unknown, ...string[]][] = [
  ['url', { url: site }, 'content'],
  ['phone', {}, 'content.phone'],
  ['phone', { phone: 4366012345 }, 'content.phone'],
  ['phone', { phone: 'call me' }, 'content.phone'],
  ['sms', { body: 'Hi' }, 'content.phone'],
  ['sms', { phone: '112', body: 'x'.repeat(501) }, 'content.body'],
  ['sms', { phone: '112', body: null }, 'content.body'],
  ['whatsapp', { phone: '0660 12345' }, 'content.phone'],
  ['email', { email: 'ada' }, 'content.email'],
  ['email', { email: 'a@example.com', body: 'x'.repeat(2001) }, 'content.body'],
  ['email', { email: 'a@example.com', subject: 'a\r\nBcc: b@example.com' }, 'content.subject'],
  ['email', { email: 'a@example.com', cc: ['b@example.com', 'c'] }, 'content.cc.1'],
  ['email', { email: 'a@example.com', bcc: times(51, 'b@example.com') }, 'content.bcc'],
  ['map', {}, 'content'],
  ['map', { latitude: 1 }, 'content'],
  ['map', { longitude: 1, query: 'Wien' }, 'content'],
  ['map', { query: 'Wien', latitude: 1, longitude: 1 }, 'content'],
  ['map', { latitude: 90.1, longitude: 1 }, 'content.latitude'],
  ['map', { latitude: 1, longitude: -180.1 }, 'content.longitude'],
  ['map', { latitude: '1', longitude: 1 }, 'content.latitude'],
  ['wifi', { password: 'secret' }, 'content.ssid'],
  ['wifi', { ssid: '\u00e4'.repeat(17) }, 'content.ssid'],
  ['wifi', { ssid: 'x'.repeat(33) }, 'content.ssid'],
  ['wifi', { ssid: 'a\u0000b' }, 'content.ssid'],
  ['wifi', { ssid: 'a', encryption: 'WPA2' }, 'content.encryption'],
  ['wifi', { ssid: 'a', encryption: 'WPA' }, 'content.password'],
  ['wifi', { ssid: 'a', encryption: 'nopass', password: 'x' }, 'content.password'],
  ['wifi', { ssid: 'a', hidden: 'yes' }, 'content.hidden'],
  ['vcard', { organization: 'Engine' }, 'content'],
  ['vcard', { first_name: 'Ada', phones: [{ type: 'work', number: 'x' }] }, 'content.phones.0.number'],
  ['vcard', { first_name: 'Ada', phones: [{ type: 'a;b:c', number: '112' }] }, 'content.phones.0.type'],
  ['vcard', { first_name: 'Ada', emails: [{ type: 'work' }] }, 'content.emails.0.address'],
  ['vcard', { first_name: 'Ada', urls: ['javascript:alert(1)'] }, 'content.urls.0'],
  ['vcard', { first_name: 'Ada', address: { town: 'Wien' } }, 'content.address.town'],
  ['vcard', { first_name: 'Ada', headline: 'x' }, 'content.headline'],
  ['vcard_plus', { headline: 'x' }, 'content'],
  ['vcard_plus', { last_name: 'x', about: 'x'.repeat(2001) }, 'content.about'],
  ['vcard_plus', { last_name: 'x', links: [{ label: 'x' }] }, 'content.links.0.url'],
  ['event', { title: 'Fair' }, 'content.starts_at'],
  ['event', { title: 'Fair', starts_at: '2026-02-30T10:00' }, 'content.starts_at'],
  ['event', { title: 'Fair', starts_at: '2026-05-01' }, 'content.starts_at'],
  ['event', { title: 'Fair', starts_at: '2026-05-01T10:00', ends_at: '2026-05-01T09:00' }, 'content.ends_at'],
  [
    'event',
    { title: 'Fair', starts_at: '2026-05-01T10:00', ends_at: '2026-05-01T11:00Z' },
    'content.ends_at',
  ],
  ['event', { title: 'Fair', starts_at: '2026-05-01T10:00', ends_at: '2026-05-02' }, 'content.ends_at'],
  ['event', { title: 'Fair', starts_at: '2026-05-01T10:00', time_zone: 'Wien' }, 'content.time_zone'],
  [
    'event',
    { title: 'F', starts_at: '2026-05-01T10:00', organizer: { email: 'x' } },
    'content.organizer.email',
  ],
  ['app', {}, 'content'],
  ['app', { ios_url: 'itms-apps://x' }, 'content.ios_url'],
  ['social', { title: 'We' }, 'content.networks'],
  ['social', { networks: [] }, 'content.networks'],
  ['social', { networks: [{ network: 'x' }] }, 'content.networks.0.url'],
  ['multilink', { title: 'x', links: [] }, 'content.links'],
  ['multilink', { title: 'x', links: times(51, { label: 'x', url: site }) }, 'content.links'],
  ['multilink', { links: [{ url: site }] }, 'content.title', 'content.links.0.label'],
  ['landing_page', { title: 'x', blocks: [{}] }, 'content.blocks.0'],
  ['landing_page', { title: 'x', blocks: [{ text: 'x'.repeat(5001) }] }, 'content.blocks.0.text'],
  ['landing_page', { title: 'x', blocks: [{ button: { url: site } }] }, 'content.blocks.0.button.label'],
  ['business', { about: 'Bread' }, 'content.name'],
  ['business', { name: 'x', hours: [] }, 'content.time_zone'],
  [
    'business',
    { name: 'x', time_zone: 'UTC', hours: [{ day: 'someday', opens: '9:00', closes: '25:00' }] },
    'content.hours.0.day',
    'content.hours.0.opens',
    'content.hours.0.closes',
  ],
  ['business', { name: 'x', phones: [{ number: '112' }] }, 'content.phones.0'],
  ['menu', {}, 'content.title'],
  ['menu', { title: 'x', currency: 'euro' }, 'content.currency'],
  [
    'menu',
    { title: 'x', sections: [{ name: 'y', items: [{ name: 'z', price: -1 }] }] },
    'content.sections.0.items.0.price',
  ],
  ['product', { brand: 'x' }, 'content.name'],
  ['product', { name: 'x', gtin: '4006381333932' }, 'content.gtin'],
  ['product', { name: 'x', gtin: '12345' }, 'content.gtin'],
  ['product', { name: 'x', price: '4.50' }, 'content.price'],
  ['coupon', { title: 'x' }, 'content.code'],
  [
    'coupon',
    { title: 'x', code: 'y', valid_from: '2026-05-02', valid_until: '2026-05-01' },
    'content.valid_until',
  ],
  ['coupon', { title: 'x', code: 'y', max_redemptions: 0 }, 'content.max_redemptions'],
  ['coupon', { title: 'x', code: 'y', max_redemptions: 1.5 }, 'content.max_redemptions'],
  ['feedback', { title: 'x', kind: 'smileys' }, 'content.kind'],
  ['feedback', { title: 'x', redirect_url: 'data:text/html,x' }, 'content.redirect_url'],
  ['file', { title: 'x' }, 'content.media'],
  ['file', { media: site, open: 'new' }, 'content.open'],
  ['images', { media: [] }, 'content.media'],
  ['images', { media: times(51, site) }, 'content.media'],
  ['images', { media: [site], captions: ['a', 'b'] }, 'content.captions'],
  ['video', { title: 'x' }, 'content'],
  ['video', { media: site, url: site }, 'content'],
  ['mp3', {}, 'content'],
  ['mp3', { media: 'file:///etc/passwd' }, 'content.media'],
  ['playlist', { title: 'x', tracks: [] }, 'content.tracks'],
  ['playlist', { title: 'x', tracks: [{ title: 'y' }] }, 'content.tracks.0'],
  ['playlist', { title: 'x', tracks: times(201, { title: 'y', url: site }) }, 'content.tracks'],
];

test('every type has content that is refused here', () => {
  expect(new Set(refused.map(([type]) => type))).toEqual(new Set(contentTypes));
});

test.each(refused)('%s refuses %j and says where', (type, content, ...paths) => {
  expect(pathsOfProblems(type, content)).toEqual(paths);
});

test.each([...contentTypes])('%s refuses content that is no object', (type) => {
  for (const content of ['x', 7, true, [], [{}]]) expect(pathsOfProblems(type, content)).toEqual(['content']);
});

test('a name from the prototype is an unknown field and nothing else', () => {
  const content: unknown = JSON.parse('{"phone":"112","__proto__":{"x":1},"constructor":1}');
  expect(pathsOfProblems('phone', content)).toEqual(['content.__proto__', 'content.constructor']);
});

test('thousands of mistakes get an answer of bounded size', () => {
  const content = Object.fromEntries(times(5000, 0).map((_, index) => [`field${index}`, index]));
  expect(pathsOfProblems('phone', content).length).toBeLessThanOrEqual(50);
});
