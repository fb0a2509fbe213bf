import type { SheetLabel } from '../core/designs/sheet.ts';
import { drawSheetPage } from '../qr/proof/sheet-page.ts';
import { drawSheet } from '../qr/sheet/draw-sheet.ts';
import { serveFile } from './file-port.ts';
import type { SheetCalls } from './image-calls.ts';
import { serveImages } from './serve-images.ts';

/** Entry of the threads that draw sheets: many labels in one file, in pieces, or a page of it to look at. */
serveImages<SheetCalls>({
  drawSheet: ([options, port], context) =>
    serveFile<SheetLabel>(port, context, (labels, onLabel) => drawSheet(labels, options, onLabel)),
  drawSheetPage: ([labels, options], { signal }) => drawSheetPage(labels, options, signal),
});
