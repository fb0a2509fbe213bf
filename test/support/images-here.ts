import { asAppError } from '../../src/compose/picture-failure.ts';
import type { Images } from '../../src/core/designs/port.ts';
import { adviseSize } from '../../src/qr/advice/advise.ts';
import { packPictures } from '../../src/qr/archive/pack-pictures.ts';
import { weighPicture } from '../../src/qr/budget/weigh-picture.ts';
import { outlineWords } from '../../src/qr/outline-words.ts';
import { drawContactSheet } from '../../src/qr/proof/contact-sheet.ts';
import { proveDesign } from '../../src/qr/proof/prove.ts';
import { drawSheetPage } from '../../src/qr/proof/sheet-page.ts';
import { renderPicture } from '../../src/qr/render.ts';
import { drawSheet } from '../../src/qr/sheet/draw-sheet.ts';
import { readLogo } from '../../src/qr/upload/read-logo.ts';

/** In the thread of the caller, which it blocks: which is enough for tests of everything around it. The program has `ImageThreads`. */
export function openImagesHere(): Images {
  return {
    render: (source, output) => told(() => renderPicture(source, output)),
    weigh: (source) => told(() => weighPicture(source)),
    outline: (words) => told(() => outlineWords(words)),
    advise: (source, query, proof) => told(() => adviseSize(source, query, proof)),
    prove: (source, profile, watch) => told(() => proveDesign(source, profile, watch)),
    contactSheet: (source, report, format, signal, place) =>
      told(() => drawContactSheet(source, report, format, signal, place)),
    async *drawSheet(labels, options, { onProgress }) {
      try {
        yield* drawSheet(labels, options, onProgress);
      } catch (error) {
        throw asAppError(error);
      }
    },
    drawSheetPage: (labels, options, { signal }) => told(() => drawSheetPage(labels, options, signal)),
    async *packPictures(pictures, options) {
      try {
        yield* packPictures(pictures, options);
      } catch (error) {
        throw asAppError(error);
      }
    },
    readLogo: (upload) => told(() => readLogo(upload)),
    close: async () => undefined,
  };
}

async function told<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw asAppError(error);
  }
}
