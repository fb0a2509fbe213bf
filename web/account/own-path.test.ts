import { expect, it } from 'vitest';
import { ownPath } from './own-path.ts';

it('leads back to the page that was asked for', () => {
  expect(ownPath('/w/cafe/codes?search=a&tag=b')).toBe('/w/cafe/codes?search=a&tag=b');
});

it.each([
  '//evil.example',
  '/\\evil.example',
  'https://evil.example',
  'javascript:alert(1)',
  '/a\n/b',
  '',
  undefined,
  1,
])('never leads away: %j', (to) => {
  expect(ownPath(to)).toBe('/');
});

it('never leads to signing in again', () => {
  expect(ownPath('/sign-in?to=/sign-in')).toBe('/');
});
