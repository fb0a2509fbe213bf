import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { PDFiumLibrary } from '@hyzyla/pdfium';

export interface PagePixels {
  readonly rgba: Uint8Array;
  readonly width: number;
  readonly height: number;
}

let pdfium: Promise<PDFiumLibrary> | undefined;

/**
 * The first page of a PDF, drawn by pdfium.
 * @param widthOf px, of a page of so many points
 */
export async function drawPdfPage(
  file: Uint8Array<ArrayBuffer>,
  widthOf: (width: number, height: number) => number,
  transparent: boolean,
): Promise<PagePixels> {
  pdfium ??= openPdfium();
  const document = await (await pdfium).loadDocument(file);
  try {
    const page = document.getPage(0);
    const { originalWidth, originalHeight } = page.getOriginalSize();
    const width = widthOf(originalWidth, originalHeight);
    const height = Math.max(1, Math.round((width * originalHeight) / originalWidth));
    const drawn = await page.render({ width, height, transparent, render: async ({ data }) => data });
    return { rgba: drawn.data, width: drawn.width, height: drawn.height };
  } finally {
    document.destroy();
  }
}

function openPdfium(): Promise<PDFiumLibrary> {
  const wasm = readFileSync(fileURLToPath(import.meta.resolve('@hyzyla/pdfium/pdfium.wasm')));
  return PDFiumLibrary.init({ wasmBinary: new Uint8Array(wasm).buffer });
}
