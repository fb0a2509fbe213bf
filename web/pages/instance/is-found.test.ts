import { expect, test } from 'vitest';
import { isFound } from './is-found.ts';

test('every word of a search has to stand somewhere, in whatever case and order', () => {
  const texts = ['Ada Lovelace', 'ada@example.com'];
  expect(isFound('lovelace ada', texts)).toBe(true);
  expect(isFound('  EXAMPLE.com ', texts)).toBe(true);
  expect(isFound('ada bob', texts)).toBe(false);
});

test('an empty search finds everything', () => {
  expect(isFound('', [])).toBe(true);
  expect(isFound('   ', ['a'])).toBe(true);
});
