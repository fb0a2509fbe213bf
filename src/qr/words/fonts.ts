import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Blob, Buffer, Direction, Face, Font, shape } from 'harfbuzzjs';
import type { OutlineCommand } from '../../core/designs/words.ts';
import { rememberDrawings } from './remember.ts';

export interface WordFont {
  /** In em, above 0: how far letters with their usual marks reach from the base line. */
  readonly ascent: number;
  readonly descent: number;
  covers(codePoint: number): boolean;
  /** Glyphs from left to right. */
  shape(text: string, start: number, end: number, rightToLeft: boolean): readonly PlacedGlyph[];
  /** In em, y downwards. */
  glyph(id: number): Glyph;
}

export interface Glyph {
  /** Of this glyph of this font and no other. */
  readonly key: string;
  readonly commands: readonly OutlineCommand[];
  /** What the commands stay within; 0 for a glyph that draws nothing. */
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** In em, y downwards. */
export interface PlacedGlyph {
  readonly id: number;
  readonly advance: number;
  readonly offsetX: number;
  readonly offsetY: number;
}

interface FontFile {
  readonly file: string;
  readonly ascent: number;
  readonly descent: number;
}

/**
 * By preference. The reaches are those of `hhea`, but for Arabic: there it leaves room for rare stacks of marks, which
 * would make everyday words a third smaller.
 */
const files: readonly FontFile[] = [
  { file: 'inter/600SemiBold/Inter_600SemiBold.ttf', ascent: 0.97, descent: 0.242 },
  { file: 'noto-sans-hebrew/600SemiBold/NotoSansHebrew_600SemiBold.ttf', ascent: 1.068, descent: 0.292 },
  { file: 'noto-sans-arabic/600SemiBold/NotoSansArabic_600SemiBold.ttf', ascent: 1, descent: 0.45 },
];

/** About 2 MB of paths for each font: all of the letters that a language uses. */
const glyphCommandsMax = 20_000;

/** HarfBuzz looks this far around what it shapes, for letters that join: 5 characters, of up to two code units. */
const contextUnits = 10;

/** Index of the glyph for what a font does not have (OpenType, `glyf`). */
export const missingGlyph = 0;

let opened: readonly WordFont[] | undefined;

/** Reads the files once, when words are drawn for the first time. */
export function openFonts(): readonly WordFont[] {
  opened ??= files.map(openFont);
  return opened;
}

function openFont({ file, ascent, descent }: FontFile): WordFont {
  const face = new Face(
    new Blob(readFileSync(fileURLToPath(import.meta.resolve(`@expo-google-fonts/${file}`)))),
  );
  const font = new Font(face);
  const known = new Set(face.collectUnicodes());
  // One for all words: what HarfBuzz allocates is freed when the garbage collector comes by, which may be late.
  const buffer = new Buffer();
  const drawGlyph = (id: number) => toGlyph(`${file} ${id}`, toCommands(font.glyphToJson(id), face.upem));
  return {
    ascent,
    descent,
    covers: (codePoint) => known.has(codePoint),
    shape: (text, start, end, rightToLeft) => {
      const from = Math.max(0, start - contextUnits);
      buffer.reset();
      buffer.addText(text.slice(from, end + contextUnits), start - from, end - start);
      buffer.setDirection(rightToLeft ? Direction.RTL : Direction.LTR);
      buffer.guessSegmentProperties();
      shape(font, buffer);
      return readGlyphs(buffer, face.upem);
    },
    glyph: rememberDrawings(drawGlyph, ({ commands }) => commands.length, glyphCommandsMax),
  };
}

function readGlyphs(buffer: Buffer, upem: number): PlacedGlyph[] {
  const positions = buffer.getGlyphPositions();
  return buffer.getGlyphInfos().map(({ codepoint }, index) => {
    const at = positions[index];
    return {
      id: codepoint,
      advance: (at?.xAdvance ?? 0) / upem,
      offsetX: (at?.xOffset ?? 0) / upem,
      offsetY: -(at?.yOffset ?? 0) / upem,
    };
  });
}

function toCommands(
  path: readonly { readonly type: string; readonly values: readonly number[] }[],
  upem: number,
): OutlineCommand[] {
  let lastX = 0;
  let lastY = 0;
  return path.map(({ type, values }) => {
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = values.map((value, index) =>
      index % 2 === 0 ? value / upem : -value / upem,
    );
    if (type === 'Z') return ['Z'];
    const [startX, startY] = [lastX, lastY];
    [lastX, lastY] = type === 'C' ? [e, f] : type === 'Q' ? [c, d] : [a, b];
    if (type === 'M') return ['M', a, b];
    if (type === 'L') return ['L', a, b];
    if (type === 'C') return ['C', a, b, c, d, e, f];
    // A quadratic curve is the cubic one whose handles are two thirds of the way to its own.
    const toHandle = (end: number, handle: number) => end + ((handle - end) * 2) / 3;
    return ['C', toHandle(startX, a), toHandle(startY, b), toHandle(c, a), toHandle(d, b), c, d];
  });
}

/** The handles of a curve are never within it. */
function toGlyph(key: string, commands: readonly OutlineCommand[]): Glyph {
  const numbers = commands.flatMap(([, ...values]) => values);
  const xs = numbers.filter((_, index) => index % 2 === 0);
  const ys = numbers.filter((_, index) => index % 2 === 1);
  if (numbers.length === 0) return { key, commands, left: 0, top: 0, right: 0, bottom: 0 };
  return {
    key,
    commands,
    left: Math.min(...xs),
    top: Math.min(...ys),
    right: Math.max(...xs),
    bottom: Math.max(...ys),
  };
}
