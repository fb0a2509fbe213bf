import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const web = join(import.meta.dirname, '../../web');
const languages = ['en', 'de', 'ar'] as const;
type Language = (typeof languages)[number];
const areas = readdirSync(join(web, 'messages/en')).map((file) => file.replace('.json', ''));

/** Dotted keys with their texts. */
function flatten(words: object, before = ''): readonly (readonly [key: string, text: unknown])[] {
  return Object.entries(words).flatMap(([key, value]) =>
    value !== null && typeof value === 'object'
      ? flatten(value, `${before}${key}.`)
      : [[`${before}${key}`, value]],
  );
}

function read(language: Language, area: string): ReadonlyMap<string, unknown> {
  return new Map(flatten(JSON.parse(readFileSync(join(web, `messages/${language}/${area}.json`), 'utf8'))));
}

const plural = /_(zero|one|two|few|many|other)$/;
const stemOf = (key: string) => key.replace(plural, '');
const stemsOf = (words: ReadonlyMap<string, unknown>) =>
  [...new Set([...words.keys()].map(stemOf))].toSorted();

/** A key that has forms for numbers, in a language. */
function pluralStems(words: ReadonlyMap<string, unknown>): readonly string[] {
  return [...new Set([...words.keys()].filter((key) => plural.test(key)).map(stemOf))];
}

function placeholders(text: unknown): readonly string[] {
  return [...String(text).matchAll(/{{\s*([\w.]+)/g)].map(([, name]) => name!).toSorted();
}

/** Every source of the web app, tests of it apart. */
function sources(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/\.(test|d)\.ts$/.test(file) && !file.startsWith('messages'))
    .map((file) => readFileSync(join(folder, file), 'utf8'));
}

describe.each(areas)('the messages of %s', (area) => {
  const english = read('en', area);

  it.each(languages)('have every key in %s, and none that English has not', (language) => {
    expect(stemsOf(read(language, area))).toEqual(stemsOf(english));
  });

  it.each(languages)('say something under every key in %s', (language) => {
    const empty = [...read(language, area)].filter(
      ([, text]) => typeof text !== 'string' || text.trim() === '',
    );
    expect(empty).toEqual([]);
  });

  it.each(languages)('have every form of a number that %s distinguishes, and no other', (language) => {
    const words = read(language, area);
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories.toSorted();
    for (const stem of pluralStems(words)) {
      const found = [...words.keys()].filter((key) => plural.test(key) && stemOf(key) === stem);
      // "None" may have words of its own in every language.
      const needed = found.filter((key) => forms.includes('zero') || key !== `${stem}_zero`);
      expect(needed.toSorted(), stem).toEqual(forms.map((form) => `${stem}_${form}`).toSorted());
    }
    expect(pluralStems(words).toSorted()).toEqual(pluralStems(english).toSorted());
  });

  it.each(languages)('take the same values in %s as in English', (language) => {
    for (const [key, text] of read(language, area)) {
      const model = english.get(key) ?? english.get(`${stemOf(key)}_other`);
      const taken = placeholders(text);
      const known = placeholders(model);
      // Of one or two the number itself may be a word: "both", "one of them".
      const isWord = /_(zero|one|two)$/.test(key);
      expect(isWord ? taken.filter((name) => !known.includes(name)) : taken, key).toEqual(
        isWord ? [] : known,
      );
    }
  });
});

describe('the web app', () => {
  const texts = sources(web);
  const all = texts.join('\n');
  /** Keys that are put together: `role.${role}` stands for all that begin so. */
  const patterns = [...all.matchAll(/`([\w.]*)\$\{[^`]*?\}([\w.]*)`/g)]
    .map(([, before = '', after = '']) => ({ before, after }))
    .filter(({ before, after }) => before.endsWith('.') || after.startsWith('.') || before.length > 2);
  const literals = new Set([...all.matchAll(/(['"])([\w.]+)\1/g)].map(([, , text]) => text!));

  // Names of fields and types, and reasons of problems: they come from the server, and are looked up by what it says.
  it.each(areas.filter((area) => area !== 'types' && area !== 'reasons'))(
    'uses every message of %s',
    (area) => {
      const unused = stemsOf(read('en', area)).filter(
        (key) =>
          !literals.has(key) &&
          !patterns.some(
            ({ before, after }) => key.startsWith(before) && key.endsWith(after) && key !== before,
          ),
      );
      expect(unused).toEqual([]);
    },
  );

  it('asks for no message that is not there', () => {
    const known = new Set(areas.flatMap((area) => stemsOf(read('en', area))));
    const asked = [...all.matchAll(/\bt\(\s*'([\w.]+)'/g)].map(([, key]) => key!);
    expect(asked.filter((key) => !known.has(key))).toEqual([]);
    expect(asked.length).toBeGreaterThan(100);
  });

  it('has no words of its own between tags', () => {
    const said = texts.flatMap((text) => [
      ...text.matchAll(/<(?:Text|Title|Button|p|h[1-6])[^<>{}]*>\s*([A-Za-z][a-z]+[ .!?][^<{]*)</g),
    ]);
    expect(said.map(([, words]) => words)).toEqual([]);
  });
});
