import sharp from 'sharp';
import type { SheetLabel, SheetOptions } from '../../core/designs/sheet.ts';
import { drawSheet } from '../sheet/draw-sheet.ts';
import { drawPdfPage } from './pdf-pixels.ts';

/** What a page is shown at: A4 upright fills both. */
const widthMax = 1_200;
const heightMax = 1_700;

/** The first page of a sheet as a printer would print it, on white: a PNG. */
export async function drawSheetPage(
  labels: readonly SheetLabel[],
  options: SheetOptions,
): Promise<{ readonly png: Uint8Array<ArrayBuffer> }> {
  const pieces: Uint8Array[] = [];
  for await (const piece of drawSheet(labels, options)) pieces.push(piece);
  const pdf = new Uint8Array(Buffer.concat(pieces));
  const { rgba, width, height } = await drawPdfPage(pdf, widthOf, false);
  const png = await sharp(rgba, { raw: { width, height, channels: 4 } })
    .removeAlpha()
    .png({ palette: true, colours: 256, effort: 1 })
    .toBuffer();
  return { png: new Uint8Array(png) };
}

function widthOf(width: number, height: number): number {
  return Math.max(1, Math.floor(Math.min(widthMax, (heightMax * width) / height)));
}
