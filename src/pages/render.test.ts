import { describe, expect, test } from 'vitest';
import { styleHash } from './layout.ts';
import { type PageState, renderContentPage, renderStatusPage } from './render.ts';

const states: readonly (readonly [PageState, number, string])[] = [
  ['paused', 200, 'This QR code is paused.'],
  ['expired', 410, 'This QR code has expired.'],
  ['trashed', 200, 'This QR code is inactive.'],
  ['unknown', 404, 'This QR code is not in use.'],
  ['unavailable', 503, 'This page cannot be shown right now.'],
];

describe.each(states)('the page for %s', (state, status, sentence) => {
  test(`answers ${status} and says what happened`, () => {
    const answer = renderStatusPage(state, '');
    expect(answer.status).toBe(status);
    expect(answer.body).toContain(`<h1>${sentence}</h1>`);
    expect(answer.body).toContain(`<title>${sentence}</title>`);
  });

  test('is small, runs nothing and fetches nothing', () => {
    const { body } = renderStatusPage(state, 'ar');
    expect(new TextEncoder().encode(body).length).toBeLessThan(14_000);
    expect(body).not.toMatch(/<script|<link|<img|src=|@import|url\(/i);
  });

  test('speaks German and Arabic', () => {
    expect(renderStatusPage(state, 'de-CH').body).toContain('<html lang="de" dir="ltr">');
    expect(renderStatusPage(state, 'ar').body).toContain('<html lang="ar" dir="rtl">');
  });
});

test('only the page for a store that does not answer asks to come back, in 5 seconds', () => {
  const waits = states.map(([state]) => renderStatusPage(state, '').headers['Retry-After']);
  expect(waits).toEqual([undefined, undefined, undefined, undefined, '5']);
});

const page = { type: 'url', name: 'Shop', slug: 's', content: null, href: 'https://example.com/' } as const;
const request = { acceptLanguage: 'de', userAgent: '', nowMs: 0 };

test.each([
  ['a status page', renderStatusPage('paused', 'de')],
  ['a content page', renderContentPage(page, request)],
])('%s is kept by nobody, indexed by nobody and framed by nobody', (_, { headers }) => {
  expect(headers).toEqual({
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Language': 'de',
    'Cache-Control': 'no-store',
    'Content-Security-Policy':
      `default-src 'none'; style-src '${styleHash}'; img-src 'self' data:; ` +
      "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    'X-Content-Type-Options': 'nosniff',
    'X-Robots-Tag': 'noindex',
    'Referrer-Policy': 'no-referrer',
  });
});

test('pages tell crawlers in the document too', () => {
  expect(renderStatusPage('unknown', '').body).toContain('<meta name="robots" content="noindex">');
});
