import { expect, test } from 'vitest';
import { AppError } from '../errors.ts';
import { contentError } from './problems.ts';
import { resolveContent } from './registry.ts';
import type { ContentType } from './types.ts';

const rules = { ownHosts: [], mapProvider: 'google' } as const;
const site = 'https://example.com/';

function errorOf(type: ContentType, input: { destination?: unknown; content?: unknown }): AppError {
  try {
    resolveContent(type, input, rules);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('was accepted');
}

test.each<[ContentType, unknown, string]>([
  ['phone', {}, 'content.phone: is required'],
  ['phone', 'x', 'content: must be an object'],
  ['phone', { phone: 7 }, 'content.phone: must be a string'],
  ['sms', { phone: '112', body: null }, 'content.body: must be a string, or be left out'],
  ['sms', { phone: '112', body: ' ' }, 'content.body: must not be empty'],
  ['sms', { phone: '112', body: 'x'.repeat(501) }, 'content.body: must have at most 500 characters'],
  ['sms', { phone: '112', text: 'x' }, 'content.text: text is not a field of this type: leave it out'],
  ['images', { media: [] }, 'content.media: must not be empty'],
  [
    'images',
    { media: Array.from({ length: 51 }, () => site) },
    'content.media: must have at most 50 entries',
  ],
  ['map', { latitude: 91, longitude: 0 }, 'content.latitude: must be at most 90'],
  [
    'coupon',
    { title: 'x', code: 'y', max_redemptions: 0.5 },
    'content.max_redemptions: must be a whole number',
  ],
  ['file', { media: site, open: 'x' }, 'content.open: must be one of inline, download'],
  ['file', { media: `${site}${'x'.repeat(8192)}` }, 'content.media: must have at most 8192 characters'],
])('%s with %j is told: %s', (type, content, message) => {
  expect(errorOf(type, { content }).message).toBe(message);
});

test('every problem is listed, and the sentence names the first three', () => {
  const { message, details } = errorOf('multilink', { content: { a: 1, b: 2, links: [{}] } });
  expect(details.map(({ path }) => path)).toEqual([
    'content.title',
    'content.links.0.label',
    'content.links.0.url',
    'content.a',
    'content.b',
  ]);
  expect(message).toBe(
    'content.title: is required; content.links.0.label: is required; content.links.0.url: is required; and 2 more',
  );
});

test('what is wrong with the whole is said without a path before it', () => {
  expect(contentError([{ path: '', message: 'must be an object' }]).message).toBe('must be an object');
});

test('what a string lacks is said of the string that was sent', () => {
  expect(errorOf('phone', { destination: 'call me' }).message).toBe(
    'destination: must be a telephone number such as +43 660 1234567',
  );
  expect(errorOf('file', { destination: 'plan.pdf' }).message).toBe(
    'destination: must be an absolute URL that begins with http:// or https://',
  );
});
