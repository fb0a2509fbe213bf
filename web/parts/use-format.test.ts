import { expect, it } from 'vitest';
import { createFormat, regionalOf } from './use-format.ts';

const now = Date.UTC(2026, 6, 1, 12);
const hour = 3_600_000;

it('numbers, times and sizes are written as the language writes them', () => {
  const english = createFormat('en', () => now);
  const german = createFormat('de', () => now);
  expect(english.number(1_204)).toBe('1,204');
  expect(german.number(1_204)).toBe('1.204');
  expect(english.ago(now - 3 * hour)).toBe('3 hours ago');
  expect(german.ago(now - 26 * hour)).toBe('gestern');
  expect(english.ago(now + 14 * 24 * hour)).toBe('in 2 weeks');
  expect(english.bytes(1_240_000_000)).toBe('1.2 GB');
  expect(english.bytes(512)).toBe('512 byte');
});

it('numbers and dates are of the region that the browser names, where that is a language at all', () => {
  expect(regionalOf('en', ['de-AT', 'en-GB', 'en-US'])).toBe('en-GB');
  expect(regionalOf('de', ['en-US'])).toBe('de');
  expect(regionalOf('en', ['en-US@posix'])).toBe('en');
  expect(regionalOf('en', ['en-US@posix', 'en-GB'])).toBe('en-GB');
});
