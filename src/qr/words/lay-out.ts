import { type Glyph, missingGlyph, openFonts, type PlacedGlyph, type WordFont } from './fonts.ts';
import { rememberDrawings } from './remember.ts';
import { cleanLine, findRuns, graphemes, type Run } from './runs.ts';

/** One line of words: 1 is the em, y downwards, from the left end of the base line. */
export interface WordLine {
  readonly width: number;
  /** See `Outline`. */
  readonly ascent: number;
  readonly descent: number;
  readonly glyphs: readonly LineGlyph[];
}

export interface LineGlyph {
  readonly x: number;
  readonly y: number;
  /** The same one wherever the same letter of the same font is drawn. */
  readonly glyph: Glyph;
}

/** About 2 MB: some hundred calls to action or captions. */
const rememberedGlyphsMax = 10_000;

/**
 * One line, laid out as UAX #9 and OpenType say. Line breaks and tabs are spaces; embeddings, overrides and other
 * controls are left out, and so are spaces at both ends.
 */
export const layOutWords: (text: string) => WordLine = rememberDrawings(
  layOut,
  ({ glyphs }) => glyphs.length,
  rememberedGlyphsMax,
);

function layOut(text: string): WordLine {
  const fonts = openFonts();
  const line = cleanLine(text);
  const runs = findRuns(line, fonts);
  const used = fonts.filter((font, index) => index === 0 || runs.some((run) => run.font === font));
  let ascent = Math.max(...used.map((font) => font.ascent));
  let descent = Math.max(...used.map((font) => font.descent));
  const glyphs: LineGlyph[] = [];
  let x = 0;
  for (const run of runs) {
    const font = run.font ?? fontOfBox(fonts);
    for (const { id, advance, offsetX, offsetY: y } of shapeRun(line, run, font)) {
      const glyph = font.glyph(id);
      if (glyph.commands.length > 0) {
        glyphs.push({ x: x + offsetX, y, glyph });
        // Rare stacks of marks reach further than a font says.
        ascent = Math.max(ascent, -(y + glyph.top));
        descent = Math.max(descent, y + glyph.bottom);
      }
      x += advance;
    }
  }
  return { width: Math.max(0, x), ascent, descent, glyphs };
}

function shapeRun(
  line: string,
  { start, end, level, font: known }: Run,
  font: WordFont,
): readonly PlacedGlyph[] {
  const glyphs = font.shape(line, start, end, level % 2 === 1);
  if (known !== null) return glyphs;
  // Several code points that look like one character to a reader (a family, a flag) are one box.
  return glyphs.filter(({ id }) => id === missingGlyph).slice(0, 1);
}

/** Each once, in the order of the text: what is drawn as a box, since no font has it or has a mark that is on it. */
export function findMissingLetters(text: string): readonly string[] {
  const fonts = openFonts();
  const line = cleanLine(text);
  const isBox = (run: Run) => {
    const glyphs = shapeRun(line, run, run.font ?? fontOfBox(fonts));
    return glyphs.some(({ id }) => id === missingGlyph);
  };
  const letters = findRuns(line, fonts)
    .filter(isBox)
    .flatMap((run) => splitLetters(line, run))
    .filter(isBox)
    .toSorted((a, b) => a.start - b.start);
  return [...new Set(letters.map(({ start, end }) => line.slice(start, end)))];
}

function splitLetters(line: string, run: Run): Run[] {
  return Array.from(graphemes.segment(line.slice(run.start, run.end)), ({ segment, index }) => {
    const start = run.start + index;
    return { ...run, start, end: start + segment.length };
  });
}

/** The last one's is a plain rectangle as high as a capital. */
function fontOfBox(fonts: readonly WordFont[]): WordFont {
  const font = fonts.at(-1);
  if (font === undefined) throw new RangeError('There is no font.');
  return font;
}
