import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { PDFiumLibrary } from '@hyzyla/pdfium';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readBarcodes } from 'zxing-wasm/reader';
// Gives the reader its binary.
import '../../../test/support/decode-qr.ts';
import { type Design, plainDesign } from '../../core/designs/design.ts';
import type { SheetLabel, SheetLayout, SheetOptions } from '../../core/designs/sheet.ts';
import { type LayoutRequest, layoutOf } from '../../core/designs/sheet-layouts.ts';
import { encodeMatrix } from '../matrix.ts';
import { drawSheet } from './draw-sheet.ts';

let pdfium: PDFiumLibrary;

beforeAll(async () => {
  const wasm = readFileSync(fileURLToPath(import.meta.resolve('@hyzyla/pdfium/pdfium.wasm')));
  pdfium = await PDFiumLibrary.init({ wasmBinary: new Uint8Array(wasm).buffer });
});

afterAll(() => pdfium.destroy());

interface Picture {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray<ArrayBuffer>;
}

async function lookAt(pdf: Buffer, dpi: number): Promise<Picture[]> {
  const document = await pdfium.loadDocument(pdf);
  try {
    const pages: Picture[] = [];
    for (const page of document.pages()) {
      // Its own scale would be of whole points.
      const { originalWidth, originalHeight } = page.getOriginalSize();
      const [width, height] = [originalWidth, originalHeight].map((points) =>
        Math.round((points * dpi) / 72),
      );
      const { data } = await page.render({
        width: width!,
        height: height!,
        render: 'bitmap',
        colorSpace: 'BGRA',
      });
      pages.push({ data: new Uint8ClampedArray(data), width: width!, height: height! });
    }
    return pages;
  } finally {
    document.destroy();
  }
}

/** Edges of what is dark within a rectangle of the page, all in mm. */
function inkIn({ data, width }: Picture, dpi: number, [x, y, right, bottom]: readonly number[]) {
  const px = (mm = 0) => Math.round((mm * dpi) / 25.4);
  const edges = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (let row = px(y); row < px(bottom); row += 1) {
    for (let column = px(x); column < px(right); column += 1) {
      if ((data[4 * (row * width + column)] ?? 255) > 127) continue;
      edges.left = Math.min(edges.left, column);
      edges.right = Math.max(edges.right, column + 1);
      edges.top = Math.min(edges.top, row);
      edges.bottom = Math.max(edges.bottom, row + 1);
    }
  }
  const mm = (pixels: number) => (pixels * 25.4) / dpi;
  return { left: mm(edges.left), top: mm(edges.top), right: mm(edges.right), bottom: mm(edges.bottom) };
}

function sheetOf(request: LayoutRequest): SheetLayout {
  const layout = layoutOf(request);
  if ('problem' in layout) throw new Error(layout.problem);
  return layout;
}

function optionsOf(request: LayoutRequest, change: Partial<SheetOptions> = {}): SheetOptions {
  const plain = { codeMm: null, cropMarks: false, ink: 'cmyk', skip: 0, title: 'Labels' } as const;
  return { layout: sheetOf(request), ...plain, ...change };
}

const design: Design = { ...plainDesign, error_correction: 'M' };
const labelOf = (text: string, captions: readonly string[] = [], own: Design = design): SheetLabel => ({
  source: { text, design: own, logo: null },
  captions,
});

async function draw(labels: Iterable<SheetLabel>, options: SheetOptions): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of drawSheet(labels, options)) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** The texts of all codes of a page by the label that each is on, row by row. */
async function readLabels(
  picture: Picture,
  dpi: number,
  layout: SheetLayout,
): Promise<(string | undefined)[]> {
  const pixels = { ...picture, colorSpace: 'srgb', pixelFormat: 'rgba-unorm8' } as const;
  const codes = await readBarcodes(pixels, { formats: ['QRCode'], maxNumberOfSymbols: 255 });
  const texts = Array.from<string | undefined>({ length: layout.columns * layout.rows });
  for (const { text, position } of codes) {
    const x = ((position.topLeft.x + position.bottomRight.x) / 2) * (25.4 / dpi);
    const y = ((position.topLeft.y + position.bottomRight.y) / 2) * (25.4 / dpi);
    const column = Math.floor((x - layout.marginLeft) / (layout.labelWidth + layout.gapX));
    const row = Math.floor((y - layout.marginTop) / (layout.labelHeight + layout.gapY));
    texts[row * layout.columns + column] = text;
  }
  return texts;
}

test('every code of a sheet of 30 labels is read back, on its own label', async () => {
  const options = optionsOf({ grid: 'avery-5160' }, { cropMarks: true });
  const texts = Array.from({ length: 30 }, (_, index) => `https://q.example/p/room-${index}`);
  const labels = texts.map((text, index) => labelOf(text, [`Room ${index}`, 'امسح الرمز']));
  const pages = await lookAt(await draw(labels, options), 200);
  expect(pages).toHaveLength(1);
  expect(await readLabels(pages[0]!, 200, options.layout)).toEqual(texts);
});

test('labels that were used before stay free, on the first page alone', async () => {
  const options = optionsOf({ columns: 2, rows: 2 }, { skip: 3 });
  const labels = ['a', 'b', 'c'].map((text) => labelOf(text));
  const pages = await lookAt(await draw(labels, options), 72);
  const read = await Promise.all(pages.map((page) => readLabels(page, 72, options.layout)));
  expect(read).toEqual([
    [undefined, undefined, undefined, 'a'],
    ['b', 'c', undefined, undefined],
  ]);
});

test('each label of a roll is a page of its size', async () => {
  const pdf = await draw([labelOf('a'), labelOf('b')], optionsOf({ grid: 'dymo-11352' }));
  const pages = await lookAt(pdf, 254);
  expect(pages.map(({ width, height }) => [width, height])).toEqual([
    [540, 250],
    [540, 250],
  ]);
});

describe('where things are', () => {
  /** A pixel is 0.01 mm. */
  const dpi = 2540;
  const small = { paper: 'custom', pageWidth: 30, pageHeight: 36, columns: 2, rows: 2 } as const;
  const request = { ...small, labelWidth: 12, labelHeight: 14, gapX: 2, gapY: 3 } as const;

  test('pictures are in the middle of their labels, to a hundredth of a millimetre', async () => {
    const options = optionsOf(request, { codeMm: 8 });
    const labels = ['a', 'b', 'c', 'd'].map((text) => labelOf(text));
    const [page] = await lookAt(await draw(labels, options), dpi);
    const { size } = encodeMatrix('a', 'M');
    const quiet = (8 * 4) / (size + 8);
    for (const [x, y] of [
      [2, 2.5],
      [16, 2.5],
      [2, 19.5],
      [16, 19.5],
    ] as const) {
      const ink = inkIn(page!, dpi, [x, y, x + 12, y + 14]);
      expect(Math.abs(ink.left - (x + 2 + quiet))).toBeLessThanOrEqual(0.0101);
      expect(Math.abs(ink.right - (x + 10 - quiet))).toBeLessThanOrEqual(0.0101);
      expect(Math.abs(ink.top - (y + 3 + quiet))).toBeLessThanOrEqual(0.0101);
      expect(Math.abs(ink.bottom - (y + 11 - quiet))).toBeLessThanOrEqual(0.0101);
    }
  });

  test('crop marks are at the edges of the labels, clear of them', async () => {
    const options = optionsOf(
      { ...request, gapX: 4, gapY: 4, marginLeft: 3, marginTop: 3, pageWidth: 34 },
      {
        cropMarks: true,
        codeMm: 8,
      },
    );
    const [page] = await lookAt(await draw([labelOf('a')], options), dpi);
    // Above the first label: one mark at each of its sides, and none over it.
    const left = inkIn(page!, dpi, [2.5, 0, 3.5, 3]);
    expect((left.left + left.right) / 2).toBeCloseTo(3, 2);
    expect(left.top).toBeCloseTo(0, 2);
    expect(left.bottom).toBeCloseTo(2, 2);
    expect(inkIn(page!, dpi, [3.5, 0, 14.5, 3]).top).toBe(Infinity);
    // Between the columns, level with the top of the labels.
    const between = inkIn(page!, dpi, [15.5, 2.5, 18.5, 3.5]);
    expect((between.top + between.bottom) / 2).toBeCloseTo(3, 2);
    expect([between.left, between.right]).toEqual([expect.closeTo(16, 2), expect.closeTo(18, 2)]);
    // None on a label that stayed free.
    expect(inkIn(page!, dpi, [19.2, 3.2, 30.8, 16.8]).top).toBe(Infinity);
  });
});

test('captions stay on their label below the code, however long they are and whatever they say', async () => {
  const long = 'Meeting room on the second floor, beside the lift '.repeat(20);
  const captions = [
    long,
    '👨‍👩‍👧'.repeat(300),
    'غرفة الاجتماعات الكبيرة في الطابق الثاني '.repeat(10),
    `x${'\u0301'.repeat(50)}`,
  ];
  const request = {
    paper: 'custom',
    pageWidth: 80,
    pageHeight: 60,
    columns: 1,
    rows: 1,
    marginLeft: 10,
  } as const;
  const options = optionsOf({ ...request, marginTop: 10, labelWidth: 60, labelHeight: 40 });
  const [page] = await lookAt(await draw([labelOf('a', captions)], options), 254);
  const ink = inkIn(page!, 254, [0, 0, 80, 60]);
  expect(ink.left).toBeGreaterThan(11.5);
  expect(ink.right).toBeLessThan(68.5);
  expect(ink.right - ink.left).toBeGreaterThan(52);
  expect(ink.bottom).toBeLessThan(50);
  expect(await readLabels(page!, 254, options.layout)).toEqual(['a']);
});

test('a letter is in the file once, however often it is drawn', async () => {
  const labels = Array.from({ length: 30 }, (_, index) => labelOf(`label ${index}`, ['abba', 'ab']));
  const pdf = (await draw(labels, optionsOf({}))).toString('latin1');
  expect(pdf.match(/\/Type \/Page /g)).toHaveLength(2);
  expect(pdf.match(/\/Subtype \/Form/g)).toHaveLength(2);
});

describe('what comes when', () => {
  test('the first page is there before the last label was taken, and progress is told', async () => {
    let taken = 0;
    async function* labels(): AsyncGenerator<SheetLabel> {
      for (; taken < 100; taken += 1) yield labelOf(`label ${taken}`);
    }
    const told: number[] = [];
    const sheet = drawSheet(labels(), optionsOf({ columns: 2, rows: 5 }), (done) => told.push(done));
    const first = await sheet.next();
    expect(Buffer.from(first.value ?? []).toString('latin1', 0, 8)).toBe('%PDF-1.7');
    expect(taken).toBeLessThan(11);
    expect(told).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    let pieces = 1;
    for await (const piece of sheet) pieces += piece.length > 0 ? 1 : 0;
    expect(pieces).toBe(11);
    expect(told.at(-1)).toBe(100);
  });

  test('who stops taking pages stops the labels', async () => {
    let stopped = false;
    async function* labels(): AsyncGenerator<SheetLabel> {
      try {
        for (let number = 0; ; number += 1) yield labelOf(`label ${number}`);
      } finally {
        stopped = true;
      }
    }
    for await (const _ of drawSheet(labels(), optionsOf({ columns: 1, rows: 2 }))) break;
    expect(stopped).toBe(true);
  });

  test('the last of 2,100 labels with captions takes no more memory than one in the middle', async () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    function* labels(): Generator<SheetLabel> {
      for (let number = 0; number < 2100; number += 1) yield labelOf(`label ${number}`, [`Room ${number}`]);
    }
    const kept: number[] = [];
    let pieces = 0;
    for await (const piece of drawSheet(labels(), optionsOf({ grid: 'avery-l7160' }))) {
      expect(piece.length).toBeLessThan(100_000);
      pieces += 1;
      if (pieces % 20 !== 0) continue;
      collect();
      const { heapUsed, arrayBuffers } = process.memoryUsage();
      kept.push(heapUsed + arrayBuffers);
    }
    // What is remembered of words is bounded, and full long before the end.
    expect(kept.at(-1)! - kept[0]!).toBeLessThan(8_000_000);
    expect(kept).toHaveLength(5);
    expect(kept.at(-1)! - kept[3]!).toBeLessThan(1_000_000);
  });
});

describe('what cannot be drawn is refused by the name of its field', () => {
  const refusal = (labels: Iterable<SheetLabel>, options: SheetOptions) => drawSheet(labels, options).next();

  test.each([
    ['modules thinner than a quarter of a millimetre', { grid: 'a4-65' }, {}, 'x'.repeat(900), 'layout'],
    ['a picture too small for its modules', {}, { codeMm: 5 }, 'a', 'code_mm'],
    ['a picture wider than the label', {}, { codeMm: 70 }, 'a', 'code_mm'],
    ['a picture higher than the label', {}, { codeMm: 50 }, 'a', 'code_mm'],
    ['more free labels than a page has', {}, { skip: 21 }, 'a', 'skip'],
    ['half a free label', {}, { skip: 0.5 }, 'a', 'skip'],
    ['crop marks without room for them', { grid: 'a4-24' }, { cropMarks: true }, 'a', 'crop_marks'],
  ] as const)('%s', async (_, request, change, text, field) => {
    const options = optionsOf(request, change);
    await expect(refusal([labelOf(text)], options)).rejects.toMatchObject({ name: 'PictureError', field });
  });

  test('labels beyond the page', async () => {
    const { layout } = optionsOf({});
    const options = optionsOf({}, { layout: { ...layout, columns: 4 } });
    await expect(refusal([labelOf('a')], options)).rejects.toMatchObject({
      name: 'PictureError',
      field: 'layout',
    });
  });

  test('a text that no version holds, by the number of its label', async () => {
    const labels = [labelOf('a'), labelOf('x'.repeat(3000)), labelOf('b')];
    await expect(refusal(labels, optionsOf({}))).rejects.toMatchObject({
      name: 'PictureError',
      field: 'labels.1.text',
      message: expect.stringContaining('label 2'),
    });
  });

  test('more than four captions', async () => {
    const labels = [labelOf('a', ['1', '2', '3', '4', '5'])];
    await expect(refusal(labels, optionsOf({}))).rejects.toMatchObject({ field: 'labels.0.captions' });
  });

  test('a sheet without labels', async () => {
    await expect(refusal([], optionsOf({}))).rejects.toMatchObject({ name: 'PictureError', field: 'labels' });
  });
});
