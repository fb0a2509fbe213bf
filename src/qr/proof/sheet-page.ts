import { setImmediate as nextTurn } from 'node:timers/promises';
import sharp from 'sharp';
import type { SheetLabel, SheetOptions } from '../../core/designs/sheet.ts';
import { drawSheet } from '../sheet/draw-sheet.ts';
import { drawPdfPage } from './pdf-pixels.ts';

/** What a page is shown at: A4 upright fills both. */
const widthMax = 1_200;
const heightMax = 1_700;

/**
 * The first page of a sheet as a printer would print it, on white: a PNG. Rejects with the signal's reason when it is
 * aborted, within a label or the page's own drawing.
 */
export async function drawSheetPage(
  labels: readonly SheetLabel[],
  options: SheetOptions,
  signal?: AbortSignal,
): Promise<{ readonly png: Uint8Array<ArrayBuffer> }> {
  const pieces: Uint8Array[] = [];
  for await (const piece of drawSheet(inTurn(labels, signal), options)) pieces.push(piece);
  const pdf = new Uint8Array(Buffer.concat(pieces));
  signal?.throwIfAborted();
  const { rgba, width, height } = await drawPdfPage(pdf, widthOf, false);
  await nextTurn();
  signal?.throwIfAborted();
  const png = await sharp(rgba, { raw: { width, height, channels: 4 } })
    .removeAlpha()
    .png({ palette: true, colours: 256, effort: 1 })
    .toBuffer();
  return { png: new Uint8Array(png) };
}

/** That nobody waits any more is heard between two of them. */
async function* inTurn(
  labels: readonly SheetLabel[],
  signal: AbortSignal | undefined,
): AsyncGenerator<SheetLabel> {
  for (const label of labels) {
    await nextTurn();
    signal?.throwIfAborted();
    yield label;
  }
}

function widthOf(width: number, height: number): number {
  return Math.max(1, Math.floor(Math.min(widthMax, (heightMax * width) / height)));
}
