import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readSigns } from './request-signs.ts';

const spell = (name: string) =>
  fc
    .array(fc.boolean(), { minLength: name.length, maxLength: name.length })
    .map((upper) => [...name].map((letter, at) => (upper[at] ? letter.toUpperCase() : letter)).join(''));

describe('a prefetch', () => {
  test.each(['sec-purpose', 'purpose', 'x-moz', 'x-purpose'])(
    'is announced by %s in any spelling',
    (name) => {
      const values = fc.constantFrom(
        'prefetch',
        'Prefetch',
        'PREFETCH;prerender',
        'prefetch;anonymous-client-ip',
        ' prerender',
        'preview',
      );
      fc.assert(
        fc.property(spell(name), values, (header, value) => {
          expect(readSigns(['Host', 'q.test', header, value, 'Accept', '*/*']).prefetch).toBe(true);
        }),
      );
    },
  );

  test.each([
    ['Sec-Purpose', ''],
    ['Sec-Purpose', 'navigate'],
    ['Sec-Purpose', 'not-prefetch'],
    ['Purpose', 'prefetcher'],
    ['X-Other', 'prefetch'],
    ['Sec-Purposes', 'prefetch'],
    ['User-Agent', 'prefetch'],
  ])('is not announced by %s: %s', (name, value) => {
    expect(readSigns([name, value]).prefetch).toBe(false);
  });

  test('is one when any of several headers says so', () => {
    expect(readSigns(['Purpose', 'x', 'Sec-Purpose', 'prefetch', 'X-Moz', 'y']).prefetch).toBe(true);
  });
});

describe('headers', () => {
  test('are read in any spelling', () => {
    const names = fc.tuple(spell('user-agent'), spell('referer'), spell('accept-language'));
    fc.assert(
      fc.property(names, ([agent, referer, language]) => {
        expect(readSigns([agent, 'Mozilla', referer, 'https://e.test/', language, 'de'])).toEqual({
          userAgent: 'Mozilla',
          referrer: 'https://e.test/',
          acceptLanguage: 'de',
          prefetch: false,
        });
      }),
    );
  });

  test('that are missing are empty, and of several the first counts', () => {
    expect(readSigns([])).toEqual({ userAgent: '', referrer: '', acceptLanguage: '', prefetch: false });
    expect(readSigns(['User-Agent', 'first', 'user-agent', 'second']).userAgent).toBe('first');
  });

  test('are cut to what is kept of them', () => {
    const long = 'x'.repeat(10_000);
    const { userAgent, referrer } = readSigns(['User-Agent', long, 'Referer', long]);
    expect([userAgent.length, referrer.length]).toEqual([512, 1024]);
  });
});
