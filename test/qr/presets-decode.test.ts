import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { PDFiumLibrary } from '@hyzyla/pdfium';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Output, PictureFormat } from '../../src/core/designs/picture.ts';
import { presetNames, presets } from '../../src/core/designs/presets.ts';
import { renderPicture } from '../../src/qr/render.ts';
import { decodeWithAll, readPixels } from '../support/decode-qr.ts';

/** Characters of a link, and the width at which a module of its symbol is 6 to 9 px wide. */
const widths = { 20: 300, 60: 400, 200: 540, 600: 800 } as const;

/**
 * An SVG is looked at through the rasteriser that makes the PNG, of which JPEG and WebP are the same pixels: they need
 * not show every length again.
 */
const lengths = {
  png: [20, 60, 200, 600],
  svg: [60],
  jpg: [200],
  webp: [200],
  pdf: [20, 600],
} as const satisfies Partial<Record<PictureFormat, readonly (keyof typeof widths)[]>>;

const start = 'https://q.ex/p/';
const letters = 'Ab3xK9-mR_7tQ';

function linkOf(length: number): string {
  const rest = Array.from({ length: length - start.length }, (_, at) => letters[(at * 7 + length) % 13]);
  return start + rest.join('');
}

const output: Omit<Output, 'format' | 'px'> = { mm: null, dpi: 96, bleedMm: 0, ink: 'rgb', spot: null };

let pdfium: PDFiumLibrary;

beforeAll(async () => {
  const wasm = readFileSync(fileURLToPath(import.meta.resolve('@hyzyla/pdfium/pdfium.wasm')));
  pdfium = await PDFiumLibrary.init({ wasmBinary: new Uint8Array(wasm).buffer });
});

afterAll(() => pdfium.destroy());

/** A px of the output is 1/96 inch, a unit of PDF 1/72. */
async function readPdf(file: Uint8Array) {
  const document = await pdfium.loadDocument(file);
  try {
    const page = await document.getPage(0).render({ scale: 96 / 72, render: 'bitmap', colorSpace: 'BGRA' });
    const data = new Uint8ClampedArray(page.data);
    return { data, width: page.width, height: page.height };
  } finally {
    document.destroy();
  }
}

describe.each(presetNames)('the preset %s is read back by three readers', (preset) => {
  test.each(Object.entries(lengths))('as %s, with links of %j characters', async (name, each) => {
    const format = name as keyof typeof lengths;
    for (const length of each) {
      const px = widths[length];
      const text = linkOf(length);
      const { bytes } = await renderPicture(
        { text, design: presets[preset], logo: null },
        { ...output, format, px },
      );
      const read = await decodeWithAll(format === 'pdf' ? await readPdf(bytes) : await readPixels(bytes));
      expect({ length, ...read }).toEqual({ length, zxing: text, jsqr: text, qr: text });
    }
  });
});
