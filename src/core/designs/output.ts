import { z } from 'zod';
import { line } from '../content/fields.ts';
import { parseBySchema } from '../content/problems.ts';
import { invalid } from '../errors.ts';
import { type Design, plainDesign } from './design.ts';
import { mmWithin, wholeWithin } from './limits.ts';
import { inks, type Output, type PictureFormat, pictureFormats, rasterWidthOf } from './picture.ts';
import { parseDesign } from './schema.ts';
import type { Drawing } from './source.ts';

export const outputLimits = {
  px: { min: 64, max: 4096 },
  mm: { min: 5, max: 2000 },
  dpi: { min: 72, max: 1200 },
  bleedMm: { min: 0, max: 10 },
  spotCharacters: 60,
  /** Without a key: one of 4096 px takes some 300 MB while it is drawn, and anyone can ask for many. */
  publicPx: 2048,
} as const;

/**
 * Refuses rasters larger than those that anyone may ask for.
 * @param pathOf what the caller calls a field of `Output`
 * @throws {AppError} validation_error
 */
export function requirePublicSize(output: Output, pathOf: PathOf): void {
  if ((rasterWidthOf(output) ?? 0) <= outputLimits.publicPx) return;
  throw invalid(
    pathOf(output.mm === null ? 'px' : 'mm'),
    `would be more than ${outputLimits.publicPx} px wide: ask for less, for a drawing (svg, pdf, eps), or with a key`,
  );
}

export const pxUsual = 512;

/** Below 300 dots an inch edges look ragged on paper. Label printers have 203, 300 or 600. */
function usualDpi(format: PictureFormat): number {
  return format === 'zpl' ? 203 : 300;
}

/** The rule of each field, with what it is where nobody says. */
export const outputFields = {
  format: z.enum(pictureFormats).default('png'),
  px: wholeWithin(outputLimits.px).default(pxUsual),
  mm: mmWithin(outputLimits.mm).nullable().default(null),
  dpi: wholeWithin(outputLimits.dpi).optional(),
  bleedMm: mmWithin(outputLimits.bleedMm).default(0),
  ink: z.enum(inks).default('rgb'),
  spot: line(outputLimits.spotCharacters).nullable().default(null),
} as const;

const outputForm = z.object(outputFields);

type PathOf = (field: string) => string;

/**
 * How a picture is wanted, whole.
 * @param pathOf what the caller calls a field of `Output`
 * @throws {AppError} validation_error
 */
export function parseOutput(input: unknown, pathOf: PathOf): Output {
  const { dpi, ...output } = parseBySchema(outputForm, input, pathOf);
  return { ...output, dpi: dpi ?? usualDpi(output.format) };
}

/** What the largest symbol holds: version 40 with level L, in bytes (ISO/IEC 18004:2015, table 7). */
export const textBytesMax = 2953;

export const textField = z
  .string()
  .min(1)
  .refine(
    // In UTF-8 a character has a byte or more.
    (text) => text.length <= textBytesMax && new TextEncoder().encode(text).length <= textBytesMax,
    `must have at most ${textBytesMax} bytes in UTF-8: no QR code holds more`,
  );

/** For texts of any length: level H, which codes have, would hold less than half of what there is room for. */
const roomyDesign: Design = { ...plainDesign, error_correction: 'auto' };

/**
 * Any text, without a code.
 * @param design as `parseDesign` takes it, over a plain one with whatever error correction there is room for
 * @param pathOf what the caller calls `text` and `design`, whose fields are `design.modules.shape` and so on
 */
export function drawingOfText(text: unknown, design: unknown, pathOf: PathOf = (field) => field): Drawing {
  return {
    text: parseBySchema(textField, text, () => pathOf('text')),
    design: parseDesign(design ?? {}, roomyDesign, (field) =>
      pathOf(field === '' ? 'design' : `design.${field}`),
    ),
  };
}
