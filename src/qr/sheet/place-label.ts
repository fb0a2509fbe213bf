import type { SheetLabel, SheetOptions } from '../../core/designs/sheet.ts';
import type { OutlineCommand } from '../../core/designs/words.ts';
import { composeScene } from '../draw/compose-scene.ts';
import type { Pen, Scene } from '../draw/scene.ts';
import { PictureError } from '../errors.ts';
import { fitSymbol } from '../fit.ts';
import { QrCapacityError } from '../matrix.ts';
import type { PdfPage, SharedPath } from '../pdf/page.ts';
import { paintScene } from '../pdf/paint-scene.ts';
import type { Glyph } from '../words/fonts.ts';
import { outlineText } from '../words/outline.ts';
import { fitCaption } from './captions.ts';

/** Thinnest module that a 203 dpi printer draws with two dots, in mm; telephones read no thinner ones from nearby. */
const moduleMin = 0.25;
export const captionsMax = 4;

/** What is left free inside the edge of a label, since printers and cutters are off by as much. In mm. */
const paddingMax = 2;
const paddingShare = 0.05;
/** Height of a caption's line: a share of the label's, within what can be read and what looks well. In mm. */
const lineShare = 0.09;
const lineMin = 1.6;
const lineMax = 6;
/** Of the em to the line. */
const emShare = 0.8;

/** Top left corner of a label on its page, in mm. */
export interface LabelCorner {
  readonly x: number;
  readonly y: number;
}

/**
 * Paints the picture in the middle of the label, with its captions below.
 *
 * @throws {PictureError} names the label by its number, which counts from 1.
 */
export function paintLabel(
  page: PdfPage,
  label: SheetLabel,
  number: number,
  corner: LabelCorner,
  options: SheetOptions,
): void {
  const { labelWidth, labelHeight } = options.layout;
  if (label.captions.length > captionsMax) {
    throw labelError(number, 'captions', `has more than ${captionsMax} captions`);
  }
  const scene = composeLabel(label, number);
  const padding = Math.min(paddingMax, paddingShare * Math.min(labelWidth, labelHeight));
  const line = Math.min(lineMax, Math.max(lineMin, lineShare * labelHeight));
  const words = label.captions.length * line;
  const room = { width: labelWidth - 2 * padding, height: labelHeight - 2 * padding - words };
  const widthMm = choosePictureWidth(scene, number, room, options);
  const heightMm = (widthMm * scene.height) / scene.width;
  const top = corner.y + (labelHeight - heightMm - words) / 2;
  const place = { xMm: corner.x + (labelWidth - widthMm) / 2, yMm: top, widthMm };
  paintScene(page, scene, place, { mode: options.ink, spot: null });
  paintCaptions(page, label.captions, options.ink, {
    middle: corner.x + labelWidth / 2,
    top: top + heightMm,
    width: room.width,
    line,
  });
}

function composeLabel({ source }: SheetLabel, number: number): Scene {
  try {
    return composeScene(source, fitSymbol(source), outlineText);
  } catch (error) {
    if (error instanceof QrCapacityError) {
      throw labelError(number, 'text', 'has a text that no version of QR code holds', error);
    }
    if (error instanceof PictureError) throw labelError(number, error.field, error.message, error);
    throw error;
  }
}

function choosePictureWidth(
  scene: Scene,
  number: number,
  room: { readonly width: number; readonly height: number },
  { codeMm }: SheetOptions,
): number {
  const fitting = Math.min(room.width, (room.height * scene.width) / scene.height);
  const widthMm = codeMm ?? fitting;
  const field = codeMm === null ? 'layout' : 'code_mm';
  // Hundredths of a millimetre are lost where inches were rounded.
  if (widthMm > fitting + 0.01) {
    throw new PictureError(
      field,
      `label ${number}: there is room for a picture of ${inMm(Math.max(0, fitting))}, not of ${inMm(widthMm)}`,
    );
  }
  if (!(widthMm / scene.width >= moduleMin)) {
    throw new PictureError(
      field,
      `label ${number}: its modules would be ${inMm(Math.max(0, widthMm / scene.width))} wide, the least is ` +
        `${moduleMin} mm: the picture must be at least ${inMm(Math.ceil(scene.width * moduleMin * 100) / 100)} wide`,
    );
  }
  return widthMm;
}

interface CaptionPlace {
  readonly middle: number;
  readonly top: number;
  readonly width: number;
  readonly line: number;
}

function paintCaptions(
  page: PdfPage,
  captions: readonly string[],
  ink: SheetOptions['ink'],
  { middle, top, width, line }: CaptionPlace,
): void {
  for (const [index, text] of captions.entries()) {
    const { words, size } = fitCaption(text, line * emShare, width, line);
    const height = (words.ascent + words.descent) * size;
    const baseLine = top + index * line + (line - height) / 2 + words.ascent * size;
    page.within(middle - (words.width * size) / 2, baseLine, size / unitsPerEm, () => {
      for (const { glyph, x, y } of words.glyphs) {
        page.fillSharedPath('#000000', ink, sharedGlyph(glyph), x * unitsPerEm, y * unitsPerEm);
      }
    });
  }
}

/** Letters are drawn in whole thousandths of the em, which no eye tells from the font's own two thousandths. */
const unitsPerEm = 1000;

function sharedGlyph({ key, commands, left, top, right, bottom }: Glyph): SharedPath {
  return {
    key,
    left: Math.floor(left * unitsPerEm),
    top: Math.floor(top * unitsPerEm),
    right: Math.ceil(right * unitsPerEm),
    bottom: Math.ceil(bottom * unitsPerEm),
    draw: (pen) => {
      for (const command of commands) drawWhole(pen, command);
    },
  };
}

function drawWhole(pen: Pen, [letter, ...values]: OutlineCommand): void {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = values.map((value) => Math.round(value * unitsPerEm));
  if (letter === 'M') pen.moveTo(a, b);
  else if (letter === 'L') pen.lineTo(a, b);
  else if (letter === 'C') pen.curveTo(a, b, c, d, e, f);
  else pen.close();
}

function labelError(number: number, field: string, problem: string, cause?: Error): PictureError {
  return new PictureError(`labels.${number - 1}.${field}`, `label ${number}: ${problem}`, { cause });
}

function inMm(length: number): string {
  return `${Math.round(length * 100) / 100} mm`;
}
