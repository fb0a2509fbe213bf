import bidiFactory from 'bidi-js';
import type { WordFont } from './fonts.ts';

/** Characters of one line that are shaped together. */
export interface Run {
  /** UTF-16 code units of the text. */
  readonly start: number;
  readonly end: number;
  /** Of UAX #9: odd ones run from right to left. */
  readonly level: number;
  /** Null: no font has it; it is one box. */
  readonly font: WordFont | null;
}

const bidi = bidiFactory();
/** What a reader takes for one letter. */
export const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** Tabs, line and paragraph separators and their like: words are one line. */
const spaces = /[\t-\r\u001c-\u001f\u0085\u2028\u2029]/g;
/**
 * Embeddings and overrides (UAX #9, 2.1 and 2.2) turn letters round so that the words say something else than they
 * hold, and nobody types them into a caption; isolates and marks stay. Other controls have no picture.
 */
const unwanted = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/g;
/** Have told the algorithm what they had to say. */
const directions = /^[\u061c\u200e\u200f\u2066-\u2069]+$/;
const invisible = /^\p{Default_Ignorable_Code_Point}$/u;
/** Belongs to no script of its own: digits, spaces, punctuation. It stays with the letters that it stands beside. */
const neutral = /^[\p{Script=Common}\p{Script=Inherited}]/u;
/** Latin, Greek and Cyrillic letters, digits and punctuation: all that runs from left to right and takes no marks. */
const plain =
  /^[ -~\u00a0-\u00ac\u00ae-\u024f\u0370-\u0482\u048a-\u052f\u1e00-\u1eff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]*$/;

/** One line without characters that have no picture. */
export function cleanLine(text: string): string {
  const line = text.toWellFormed().replace(spaces, ' ').replace(unwanted, '').normalize('NFC');
  return line.trim();
}

/** From left to right as they are seen. The direction of the line is that of its first letter that has one. */
export function findRuns(line: string, fonts: readonly WordFont[]): Run[] {
  const [font] = fonts;
  if (line === '') return [];
  if (font !== undefined && plain.test(line) && hasAll(font, line)) {
    return [{ start: 0, end: line.length, level: 0, font }];
  }
  const { levels } = bidi.getEmbeddingLevels(line, 'auto');
  return inVisualOrder(splitRuns(line, levels, fonts));
}

function hasAll({ covers }: WordFont, line: string): boolean {
  for (let index = 0; index < line.length; index += 1) {
    if (!covers(line.charCodeAt(index))) return false;
  }
  return true;
}

function splitRuns(line: string, levels: Uint8Array, fonts: readonly WordFont[]): Run[] {
  const runs: Run[] = [];
  let open: Run | undefined;
  let beside: WordFont | null = null;
  for (const { segment, index } of graphemes.segment(line)) {
    if (directions.test(segment)) continue;
    const level = levels[index] ?? 0;
    const end = index + segment.length;
    if (open?.level !== level) beside = findLetterFont(line, levels, index, fonts);
    const font = chooseFont(segment, beside, fonts);
    if (font !== null) beside = font;
    if (
      open !== undefined &&
      font !== null &&
      open.font === font &&
      open.level === level &&
      open.end === index
    ) {
      open = { ...open, end };
      runs[runs.length - 1] = open;
    } else {
      open = { start: index, end, level, font };
      runs.push(open);
    }
  }
  return runs;
}

/** The font of the first letter from here on that runs the same way, so that quotation marks before and after it match. */
function findLetterFont(
  line: string,
  levels: Uint8Array,
  start: number,
  fonts: readonly WordFont[],
): WordFont | null {
  const level = levels[start];
  for (let index = start; index < line.length && levels[index] === level; index += 1) {
    const codePoint = line.codePointAt(index) ?? 0;
    if (neutral.test(String.fromCodePoint(codePoint))) continue;
    const font = fonts.find(({ covers }) => covers(codePoint));
    if (font !== undefined) return font;
  }
  return null;
}

/** One font for a letter and all its marks. */
function chooseFont(grapheme: string, beside: WordFont | null, fonts: readonly WordFont[]): WordFont | null {
  const visible = Array.from(grapheme).filter((character) => !invisible.test(character));
  const codePoints = visible.map((character) => character.codePointAt(0) ?? 0);
  const [base] = codePoints;
  const inOrder = neutral.test(grapheme) && beside !== null ? [beside, ...fonts] : fonts;
  const whole = inOrder.find(({ covers }) => codePoints.every(covers));
  return whole ?? inOrder.find(({ covers }) => base !== undefined && covers(base)) ?? null;
}

/** UAX #9, L2: from the highest level down to the lowest odd one, everything at that level or above is turned round. */
function inVisualOrder(runs: readonly Run[]): Run[] {
  const seen = [...runs];
  const levelMax = seen.reduce((most, { level }) => Math.max(most, level), 0);
  for (let level = levelMax; level >= 1; level -= 1) {
    for (let start = 0; start < seen.length; start += 1) {
      let end = start;
      while ((seen[end]?.level ?? -1) >= level) end += 1;
      if (end > start) seen.splice(start, end - start, ...seen.slice(start, end).reverse());
      start = end;
    }
  }
  return seen;
}
