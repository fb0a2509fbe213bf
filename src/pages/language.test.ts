import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chooseLanguage } from './language.ts';
import { fill, messages } from './messages.ts';

describe('the language of a page', () => {
  test.each([
    ['', 'en', 'en'],
    ['de', 'de', 'de'],
    ['de-AT,de;q=0.9,en;q=0.8', 'de', 'de-AT'],
    ['en;q=0.5, ar-EG;q=0.9', 'ar', 'ar-EG'],
    ['fr-FR, fr;q=0.9, de;q=0.2', 'de', 'de'],
    ['fr, *;q=0.1', 'en', 'en'],
    ['de;q=0, en-GB;q=0.1', 'en', 'en-GB'],
    ['DE-de', 'de', 'DE-de'],
    ['de;q=2, ar;q=0.4', 'ar', 'ar'],
    ['ar-u-nu-arab', 'ar', 'ar'],
    ['den, arz', 'en', 'en'],
  ])('by "%s" is %s', (header, language, locale) => {
    expect(chooseLanguage(header)).toMatchObject({ language, locale });
  });

  test('is one that numbers and dates can be written in, whatever is asked', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^(de|en|ar)-[a-z0-9-]{1,12}$/)), (header) => {
        const { locale, language } = chooseLanguage(header);
        expect(new Intl.NumberFormat(locale).resolvedOptions().locale.slice(0, 2)).toBe(language);
      }),
    );
  });
});

describe('messages', () => {
  const keys = Object.keys(messages.en).sort();

  test.each(Object.entries(messages))('in %s lack none and leave no place out', (_, table) => {
    expect(Object.keys(table).sort()).toEqual(keys);
    for (const [key, text] of Object.entries(table)) {
      expect(text.trim()).not.toBe('');
      const placesIn = (message: string) => [...message.matchAll(/\{\w+\}/g)].map(String).sort();
      expect(placesIn(text)).toEqual(placesIn(messages.en[key as keyof typeof messages.en]));
    }
  });

  test('take values as they are', () => {
    expect(fill(messages.en.openUntil, { time: '$& {time}' })).toBe('Open until $& {time}');
  });
});
