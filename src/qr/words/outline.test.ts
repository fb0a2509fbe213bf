import fc from 'fast-check';
import { expect, test } from 'vitest';
import { threadTimeMs } from '../../../test/support/thread-time.ts';
import type { Outline } from '../../core/designs/words.ts';
import { openFonts } from './fonts.ts';
import { findMissingLetters, layOutWords } from './lay-out.ts';
import { outlineText } from './outline.ts';
import { cleanLine, findRuns } from './runs.ts';

const pictureOf = ({ commands }: Outline) => JSON.stringify(commands);

/** Which glyphs of which fonts, from left to right. */
const keysOf = (text: string) => layOutWords(text).glyphs.map(({ glyph }) => glyph.key);

/** What a reader sees from left to right: each run by what it says. */
function seen(text: string): string[] {
  const line = cleanLine(text);
  return findRuns(line, openFonts()).map(({ start, end }) => line.slice(start, end).trim());
}

/** Left and right end of what is drawn, and its highest and lowest point. */
function extent({ commands }: Outline) {
  const numbers = commands.map((command) => command.slice(1).map(Number));
  const xs = numbers.flatMap((values) => values.filter((_, index) => index % 2 === 0));
  const ys = numbers.flatMap((values) => values.filter((_, index) => index % 2 === 1));
  return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
}

test('letters stand on the base line, as wide as the outline says, in units of the em', () => {
  const outline = outlineText('HE');
  const { left, right, top, bottom } = extent(outline);
  expect(bottom).toBeCloseTo(0, 6);
  // Capitals of Inter are 0.727 em high.
  expect(top).toBeCloseTo(-0.727, 2);
  expect(left).toBeGreaterThan(0);
  expect(right).toBeLessThan(outline.width);
  expect(outline.width).toBeGreaterThan(1.2);
  expect(outline.width).toBeLessThan(1.6);
});

test('every outline begins with a move and is closed, and quadratic curves became cubic ones', () => {
  const { commands } = outlineText('Größe, ёлка, ψυχή, سلام, שלום');
  const letters = commands.map(([letter]) => letter).join('');
  expect(letters).toMatch(/^(M[LC]+Z)+$/);
  expect(letters).toContain('C');
});

test('joined Arabic letters have other forms than the same letter apart', () => {
  const joined = keysOf('ببب');
  const apart = keysOf('ب\u200cب\u200cب');
  const alone = keysOf('ب');
  expect(apart).toEqual([...alone, ...alone, ...alone]);
  // First, middle and last form; the dot below is a glyph of its own in all of them.
  expect(new Set(joined.filter((key) => !alone.includes(key))).size).toBe(3);
  expect(outlineText('ببب').width).toBeLessThan(outlineText('ب\u200cب\u200cب').width);
});

test('lam and alef become the ligature that Arabic asks for', () => {
  expect(outlineText('لا').width).toBeLessThan(outlineText('ل').width + outlineText('ا').width - 0.05);
});

test('pairs of letters are kerned', () => {
  expect(outlineText('AV').width).toBeLessThan(outlineText('A').width + outlineText('V').width - 0.02);
});

test('a line begins where its first letter that has a direction says', () => {
  expect(seen('امسح QR 2026 الآن')).toEqual(['الآن', 'QR 2026', 'امسح']);
  expect(seen('Scan سكان 12 now')).toEqual(['Scan', '12', 'سكان', 'now']);
  expect(seen('סרוק QR')).toEqual(['QR', 'סרוק']);
  expect(seen('12 שלום')).toEqual(['שלום', '12']);
});

test('words of a right-to-left script begin at the right', () => {
  const alef = extent(outlineText('א'));
  const word = outlineText('אב');
  const bet = outlineText('ב');
  const { right } = extent(word);
  expect(right).toBeCloseTo(bet.width + alef.right, 2);
});

test('brackets turn round with the letters between them', () => {
  const [opening, , closing] = keysOf('(א)');
  // What stands at the left opens to the right, though it was written last.
  expect(opening).toBe(keysOf('א)')[0]);
  expect(closing).toBe(keysOf('(א')[1]);
  const hebrew = findRuns(cleanLine('(א)'), openFonts())[0]?.font;
  expect(opening).toBe(hebrew?.glyph(hebrew.shape('(', 0, 1, false)[0]?.id ?? 0).key);
});

test('marks sit on their letters and take no width', () => {
  expect(outlineText('e\u0301')).toEqual(outlineText('\u00e9'));
  expect(outlineText('x\u0301').width).toBeCloseTo(outlineText('x').width, 6);
  expect(outlineText('מָ').width).toBeCloseTo(outlineText('מ').width, 6);
  expect(extent(outlineText('x\u0301')).top).toBeLessThan(extent(outlineText('x')).top - 0.1);
});

test('stacks of marks are within what the outline says of its height', () => {
  const tall = outlineText(`e${'\u0301'.repeat(20)}`);
  expect(tall.ascent).toBeGreaterThan(outlineText('e').ascent + 1);
  expect(-extent(tall).top).toBeLessThanOrEqual(tall.ascent);
});

test('what no font has is one box for each character that a reader sees', () => {
  const box = outlineText('日');
  expect(box.commands.length).toBeGreaterThan(4);
  expect(pictureOf(outlineText('👨‍👩‍👧'))).toBe(pictureOf(box));
  expect(pictureOf(outlineText('🇩🇪'))).toBe(pictureOf(box));
  expect(outlineText('日本').width).toBeCloseTo(2 * box.width, 6);
  expect(outlineText('a日').width).toBeCloseTo(outlineText('a').width + box.width, 6);
});

test.each([
  ['漢字 Menü 漢', ['漢', '字']],
  ['שלום 日 a😀', ['日', '😀']],
  ['👨‍👩‍👧 🇩🇪', ['👨‍👩‍👧', '🇩🇪']],
  ['a\u20e3 b', ['a\u20e3']],
  ['Menü, ёлка, ψυχή, سلام, שָׁלוֹם «x́» 12 €', []],
  ['\u2067a\u2069\u200d\t', []],
  ['', []],
])('of %j the letters that are boxes are %j', (text, letters) => {
  expect(findMissingLetters(text)).toEqual(letters);
});

test('line breaks and tabs are spaces, other controls and turned letters are not there', () => {
  const plain = pictureOf(outlineText('Scan me'));
  expect(pictureOf(outlineText('Scan\nme'))).toBe(plain);
  expect(pictureOf(outlineText('\tScan\u2028me\r\n'))).toBe(plain);
  expect(pictureOf(outlineText('S\u0000can\u0007 me'))).toBe(plain);
  expect(pictureOf(outlineText('\u202eScan me\u202c'))).toBe(plain);
  expect(pictureOf(outlineText('\u2066Scan\u2069 me\u200e'))).toBe(plain);
  expect(outlineText(' \n ')).toMatchObject({ width: 0, commands: [] });
  expect(outlineText('')).toMatchObject({ width: 0, commands: [] });
});

test('an isolate keeps its order among words that run the other way', () => {
  expect(seen('\u2067שלום abc\u2069 עולם')).toEqual(['עולם', 'abc', 'שלום']);
});

test('quotation marks before and after Arabic are of one font', () => {
  const fonts = findRuns('«مرحبا»', openFonts()).map(({ font }) => font);
  expect(new Set(fonts).size).toBe(1);
});

test('a longer word is wider', () => {
  for (const word of ['Menü', 'دور', 'שלום', 'мир', 'ψυχή']) {
    const widths = Array.from(word, (_, index) => outlineText(word.slice(0, index + 1)).width);
    expect(widths).toEqual(widths.toSorted((a, b) => a - b));
  }
});

test('any text at all gives finite numbers, and height enough for what is drawn', () => {
  const strings = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 120 }),
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.string({
      unit: fc.constantFrom(
        'a',
        ' ',
        '1',
        'ب',
        'א',
        '(',
        '\u0301',
        '\u2067',
        '\u2069',
        '\u202e',
        '\u200d',
        '\ud800',
      ),
      maxLength: 60,
    }),
  );
  fc.assert(
    fc.property(strings, (text) => {
      const { width, ascent, descent, commands } = outlineText(text);
      const numbers = commands.flatMap((command) => command.slice(1).map(Number));
      expect(numbers.every(Number.isFinite)).toBe(true);
      expect(Number.isFinite(width) && width >= 0).toBe(true);
      expect(ascent > 0 && descent > 0).toBe(true);
    }),
    { numRuns: 400 },
  );
});

test.each([
  ['runs that change at every letter', 'aب'.repeat(5000)],
  ['brackets', '(ب'.repeat(5000)],
  ['isolates', '\u2067a'.repeat(5000)],
  ['marks', `e${'\u0301'.repeat(10_000)}`],
  ['characters that no font has', '😀'.repeat(5000)],
])('ten thousand %s are laid out in less than two seconds of the processor', (_, text) => {
  const start = threadTimeMs();
  outlineText(text);
  expect(threadTimeMs() - start).toBeLessThan(2000);
});

test('words drawn before come from memory, which stays flat', () => {
  const first = outlineText('Scan me');
  expect(outlineText('Scan me')).toBe(first);
  for (let number = 0; number < 3000; number += 1) outlineText(`Room ${number}`);
  expect(outlineText('Scan me')).not.toBe(first);
  expect(outlineText('Scan me')).toEqual(first);
});
