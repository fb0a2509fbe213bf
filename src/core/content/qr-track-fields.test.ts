import { describe, expect, test } from 'vitest';
import { contentOfQrTrackFields, resolveContent, sayInQrTrackWords } from './registry.ts';
import type { ContentType } from './types.ts';

const rules = { ownHosts: [], mapProvider: 'google' } as const;

function contentOf(type: ContentType, fields: Record<string, unknown>) {
  return resolveContent(type, contentOfQrTrackFields(type, fields), rules).content;
}

test.each<[ContentType, Record<string, unknown>, object]>([
  ['phone', { phone: '112' }, { phone: '112' }],
  ['sms', { phone: '112', body: 'Hi' }, { phone: '112', body: 'Hi' }],
  ['sms', { phone: '112', body: '' }, { phone: '112' }],
  [
    'email',
    { email: 'a@example.com', subject: 'Hi', body: 'There' },
    { email: 'a@example.com', subject: 'Hi', body: 'There' },
  ],
  ['wifi', { ssid: 'Cafe', pass: 'x', enc: 'WPA' }, { ssid: 'Cafe', password: 'x', encryption: 'WPA' }],
  ['wifi', { ssid: 'Cafe', pass: 'x', enc: 'WPA/WPA2' }, { ssid: 'Cafe', password: 'x', encryption: 'WPA' }],
  ['wifi', { ssid: 'Cafe', pass: '', enc: 'nopass' }, { ssid: 'Cafe', encryption: 'nopass' }],
  [
    'vcard',
    { fname: 'Ada', lname: 'Lovelace', phone: '112', email: 'a@example.com', company: 'Engine' },
    {
      first_name: 'Ada',
      last_name: 'Lovelace',
      phones: [{ number: '112' }],
      emails: [{ address: 'a@example.com' }],
      organization: 'Engine',
    },
  ],
  ['vcard', { fname: 'Ada', lname: '', phone: null, company: '' }, { first_name: 'Ada' }],
])('the fields of a %s are the same at the top level and in destination: %j', (type, fields, content) => {
  expect(contentOf(type, { ...fields, type, label: 'x', title: 'y', surprise: 1 })).toEqual(content);
  expect(contentOf(type, { type, destination: fields })).toEqual(content);
  expect(contentOf(type, { type, target: fields })).toEqual(content);
});

test.each<[ContentType, string]>([
  ['url', 'https://example.com/'],
  ['social', 'https://example.com/'],
  ['map', 'https://example.com/'],
])('%s takes its link as destination or as target', (type, link) => {
  const outer = [{ destination: link }, { target: link }, { destination: '', target: link }];
  const inner = outer.map((fields) => ({ destination: fields }));
  for (const fields of [...outer, ...inner, { destination: '', target: { target: link } }]) {
    expect(resolveContent(type, contentOfQrTrackFields(type, fields), rules).destination).toBe(link);
  }
});

test('a destination and the fields beside it are one message', () => {
  expect(contentOf('sms', { destination: '+43 660 12345', body: 'Hi' })).toEqual({
    phone: '+4366012345',
    body: 'Hi',
  });
  expect(contentOf('email', { target: 'a@example.com', subject: 'Hi' })).toEqual({
    email: 'a@example.com',
    subject: 'Hi',
  });
});

test('a destination that is empty leaves the fields beside it', () => {
  for (const empty of ['', null]) {
    expect(contentOf('wifi', { destination: empty, target: empty, ssid: 'Cafe' })).toEqual({ ssid: 'Cafe' });
    expect(contentOfQrTrackFields('wifi', { destination: empty, content: empty })).toEqual({});
  }
});

test('in an object as well a text and the fields beside it are one message', () => {
  const expected = { phone: '+4366012345', body: 'Hi' };
  expect(contentOf('sms', { destination: { target: '+43 660 12345', body: 'Hi' } })).toEqual(expected);
});

describe('what is wrong is said in the words that were sent', () => {
  test.each<[ContentType, object, [string, string], [string, string]]>([
    ['wifi', { ssid: 'x' }, ['content.password', 'is required'], ['pass', 'is required']],
    ['wifi', {}, ['content.password', 'or the encryption nopass'], ['pass', 'or the enc nopass']],
    ['wifi', {}, ['content.hidden', 'x'], ['content.hidden', 'x']],
    ['wifi', { destination: { pass: 7 } }, ['content.password', 'x'], ['destination.pass', 'x']],
    ['wifi', { target: { password: 7 } }, ['content.password', 'x'], ['target.password', 'x']],
    ['wifi', { content: {} }, ['content.password', 'x'], ['content.password', 'x']],
    ['vcard', {}, ['content.phones.0.number', 'x'], ['phone', 'x']],
    ['vcard', {}, ['content', 'send first_name or last_name'], ['', 'send fname or lname']],
    ['map', { destination: {} }, ['content', 'send either'], ['destination', 'send either']],
    ['url', {}, ['destination', 'is required'], ['destination', 'is required']],
  ])('%s with %j', (type, fields, [path, message], [ownPath, ownMessage]) => {
    const problem = sayInQrTrackWords(type, fields as Record<string, unknown>, { path, message });
    expect(problem).toEqual({ path: ownPath, message: ownMessage });
  });
});

test('the types that QR Track does not have take content', () => {
  const content = { title: 'Lunch' };
  expect(contentOf('menu', { content })).toEqual(content);
  expect(contentOf('menu', { destination: content })).toEqual(content);
});

test('a body without any of its fields is refused as such', () => {
  expect(() => contentOf('wifi', { type: 'wifi', label: 'x' })).toThrow(/content\.ssid: is required/);
});

test('an encryption that no phone knows is refused', () => {
  expect(() => contentOf('wifi', { ssid: 'x', pass: 'y', enc: 'rot13' })).toThrow(
    /content\.encryption: must be one of/,
  );
});
