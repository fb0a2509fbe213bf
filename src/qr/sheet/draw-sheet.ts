import type { SheetLabel, SheetLayout, SheetOptions } from '../../core/designs/sheet.ts';
import { findLayoutProblem } from '../../core/designs/sheet-layouts.ts';
import { PictureError } from '../errors.ts';
import { PdfPage } from '../pdf/page.ts';
import { PdfFile } from '../pdf/writer.ts';
import { type CropMark, drawCropMarks, placeCropMarks } from './crop-marks.ts';
import { type LabelCorner, paintLabel } from './place-label.ts';

/**
 * One PDF, a piece for each page as soon as its labels were taken; nothing of a page is kept. `onProgress` is told how
 * many labels are drawn. What is wrong with the options is thrown before the first piece.
 *
 * @throws {PictureError} for options that do not fit each other, for no labels, and for a label that cannot be drawn.
 */
export async function* drawSheet(
  labels: AsyncIterable<SheetLabel> | Iterable<SheetLabel>,
  options: SheetOptions,
  onProgress: (done: number) => void = () => undefined,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const marks = checkOptions(options);
  const { layout, ink, title } = options;
  const pieces: Uint8Array[] = [];
  const file = new PdfFile((piece) => pieces.push(piece), { title });
  const take = () => Buffer.concat(pieces.splice(0));
  const perPage = layout.columns * layout.rows;
  let page: PdfPage | undefined;
  let slot = options.skip;
  let done = 0;
  for await (const label of labels) {
    if (page === undefined) {
      page = new PdfPage(layout.pageWidth, layout.pageHeight);
      drawCropMarks(page, marks, ink);
    }
    paintLabel(page, label, done + 1, cornerOf(slot, layout), options);
    done += 1;
    slot += 1;
    onProgress(done);
    if (slot === perPage) {
      file.addPage(page);
      yield take();
      page = undefined;
      slot = 0;
    }
  }
  if (done === 0) throw new PictureError('labels', 'there are no labels');
  if (page !== undefined) file.addPage(page);
  file.end();
  yield take();
}

function checkOptions({ layout, skip, cropMarks, codeMm }: SheetOptions): readonly CropMark[] {
  const problem = findLayoutProblem(layout);
  if (problem !== undefined) throw new PictureError('layout', `${problem.field}: ${problem.problem}`);
  const perPage = layout.columns * layout.rows;
  if (!(Number.isInteger(skip) && skip >= 0 && skip < perPage)) {
    throw new PictureError('skip', `must be 0 to ${perPage - 1}: the page has ${perPage} labels`);
  }
  if (codeMm !== null && !(codeMm > 0 && codeMm <= layout.labelWidth)) {
    throw new PictureError('code_mm', 'must be more than 0 and no wider than the labels');
  }
  return cropMarks ? placeCropMarks(layout) : [];
}

/** Row by row from the top left. */
function cornerOf(slot: number, layout: SheetLayout): LabelCorner {
  const column = slot % layout.columns;
  const row = Math.floor(slot / layout.columns);
  return {
    x: layout.marginLeft + column * (layout.labelWidth + layout.gapX),
    y: layout.marginTop + row * (layout.labelHeight + layout.gapY),
  };
}
