/** Draws images for a number of rounds, each for a time in ms, and prints how many a second as JSON. */
import { createRequire } from 'node:module';
import { Resvg } from '@resvg/resvg-js';
import sharp from 'sharp';
import { type Design, plainDesign } from '../../src/core/designs/design.ts';
import type { Output, PictureFormat } from '../../src/core/designs/picture.ts';
import { renderPicture } from '../../src/qr/render.ts';
import { drawSheet } from '../../src/qr/sheet/draw-sheet.ts';
import { loadStyling } from '../peers/styling.ts';
import { baseUrl } from '../quietzone.ts';
import { slugOf } from '../workload/codes.ts';
import type { ImageMeasures, ImageRound } from './images.ts';

interface QrCode {
  toString(text: string, options: object): Promise<string>;
  toBuffer(text: string, options: object): Promise<Buffer>;
}

const qrcode = createRequire(import.meta.url)('qrcode') as QrCode;
const same = { errorCorrectionLevel: 'M', margin: 4 };
const plain: Design = { ...plainDesign, error_correction: 'M' };
const styled: Design = {
  ...plainDesign,
  modules: {
    shape: 'dots',
    color: {
      type: 'linear',
      angle: 0,
      stops: [
        { offset: 0, color: '#0b3d5c' },
        { offset: 1, color: '#5c0b3d' },
      ],
    },
  },
};
const print = { mm: null, dpi: 300, bleedMm: 0, ink: 'rgb', spot: null } as const;
const fileOf = (text: string, design: Design, format: PictureFormat, px = 512) =>
  renderPicture({ text, design, logo: null }, { ...print, format, px } satisfies Output);

const styledSvg = Buffer.from((await fileOf(`${baseUrl}/p/abc234`, styled, 'svg', 1024)).bytes);
const styling = loadStyling();
const draw: Partial<Record<ImageRound, (text: string) => unknown>> = {
  svg: (text) => fileOf(text, plain, 'svg'),
  qrcodeSvg: (text) => qrcode.toString(text, { ...same, type: 'svg' }),
  png: (text) => fileOf(text, plain, 'png'),
  qrcodePng: (text) => qrcode.toBuffer(text, { ...same, width: 512 }),
  styledSvg: (text) => fileOf(text, styled, 'svg'),
  ...(styling && { stylingSvg: styling }),
  pdf: (text) => fileOf(text, plain, 'pdf'),
  styledPdf: (text) => fileOf(text, styled, 'pdf'),
  styledPng: (text) => fileOf(text, styled, 'png', 1024),
  // The rasterisers alone, on one and the same drawing.
  sharpPng: () => sharp(styledSvg).png().toBuffer(),
  resvgPng: () => new Resvg(styledSvg, { font: { loadSystemFonts: false } }).render().asPng(),
};

const [rounds = 1, roundMs = 1_000] = process.argv.slice(2).map(Number);
let n = 0;

async function countPerSecond(one: (text: string) => unknown): Promise<number> {
  const startedAt = performance.now();
  let made = 0;
  while (performance.now() - startedAt < roundMs) {
    await one(`${baseUrl}/p/${slugOf(n++)}`);
    made += 1;
  }
  return (made / (performance.now() - startedAt)) * 1000;
}

const sheetLabels = 1_000;
const layout = {
  ...{ pageWidth: 210, pageHeight: 297, columns: 3, rows: 8, labelWidth: 63.5, labelHeight: 33.9 },
  ...{ marginLeft: 7.2, marginTop: 12.9, gapX: 2.5, gapY: 0 },
};

/** Seconds for one PDF of 1,000 labels, each with two lines below. */
async function timeSheet(design: Design): Promise<number> {
  const labels = Array.from({ length: sheetLabels }, () => {
    const text = `${baseUrl}/p/${slugOf(n++)}`;
    return { source: { text, design, logo: null }, captions: [`Table ${n}`, text] };
  });
  const options = { layout, codeMm: null, cropMarks: true, ink: 'rgb', skip: 0, title: 'Tables' } as const;
  const startedAt = performance.now();
  for await (const chunk of drawSheet(labels, options)) if (chunk.length === 0) throw new Error('nothing');
  return (performance.now() - startedAt) / 1000;
}

const names = Object.keys(draw) as ImageRound[];
const perSecond: Partial<Record<ImageRound, number[]>> = Object.fromEntries(names.map((name) => [name, []]));
const sheetSeconds: number[] = [];
// The first round warms up.
for (let round = 0; round <= rounds; round += 1) {
  for (const name of names) {
    const one = draw[name];
    const count = one ? await countPerSecond(one) : 0;
    if (round > 0) perSecond[name]?.push(count);
  }
  const seconds = await timeSheet(plain);
  if (round > 0) sheetSeconds.push(seconds);
}
const pngBytes = (await fileOf(`${baseUrl}/p/${slugOf(1)}`, plain, 'png')).bytes.length;
const result: ImageMeasures = { perSecond, sheetSeconds, sheetLabels, pngBytes };
process.stdout.write(JSON.stringify(result));
// What the peer's document leaves open would hold the end up.
process.exit(0);
