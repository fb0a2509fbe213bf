import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mailHref, parseHref, showHref, telHref } from './href.ts';
import { html } from './html.ts';

test.each([
  'javascript:alert(1)',
  ' java\nscript:alert(1)',
  'data:text/html,x',
  'vbscript:x',
  'file:///etc/passwd',
  'blob:https://example.com/x',
  'intent://x',
  '//example.com',
  '/path',
  '',
])('%j never becomes a link', (text) => {
  expect(parseHref(text)).toBeUndefined();
});

test('what becomes a link has a harmless scheme and no character that could end its attribute', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.webUrl(),
        fc.string().map((text) => `tel:${text}`),
      ),
      (text) => {
        const href = parseHref(text);
        if (href === undefined) return;
        expect(href).toMatch(/^(?:https?|tel|mailto|sms):/);
        expect(html`${href}`.source).not.toMatch(/["<>]/);
      },
    ),
  );
});

test('numbers and addresses become links only when they are such', () => {
  expect(telHref('+43 (660) 123-45')).toBe('tel:+4366012345');
  expect(telHref('*100#')).toBe('tel:*100%23');
  expect(telHref('call me')).toBeUndefined();
  expect(mailHref('a+b@example.com')).toBe('mailto:a%2Bb@example.com');
  expect(mailHref('a@b?bcc=c@d')).toBeUndefined();
  expect(mailHref('x?bcc=c@d')).toBe('mailto:x%3Fbcc%3Dc@d');
});

test('an address is shown with its true host', () => {
  const href = parseHref('https://аpple.com/');
  expect(href && showHref(href)).toBe('xn--pple-43d.com');
});

test('stored JSON is never taken for markup', () => {
  const forged = { source: '<b>' } as unknown as string;
  expect(() => html`${forged}`).toThrow(TypeError);
});

test('text is escaped in attributes and between tags', () => {
  expect(html`<i title="${'"\'<&`'}">${['a<', 1]}</i>`.source).toBe(
    '<i title="&quot;&#39;&lt;&amp;&#96;">a&lt;1</i>',
  );
});
