import fc from 'fast-check';
import jsqr from 'jsqr';
import { decodeQR } from 'qr/decode.js';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { decodeWithZxing, readPixels } from '../../../test/support/decode-qr.ts';
import { randomDesign, randomText } from '../../../test/support/random-designs.ts';
import { type Design, plainDesign } from '../../core/designs/design.ts';
import type { LogoImage, PictureSource } from '../../core/designs/picture.ts';
import { composeScene } from '../draw/compose-scene.ts';
import { fitSymbol } from '../fit.ts';
import { rasterise } from '../formats/rasterise.ts';
import { outlineText } from '../words/outline.ts';
import type { LogoPixels } from './logo-pixels.ts';
import { weighDesign } from './weigh.ts';

/** QUIETZONE_BUDGET_RUNS=2000 looks at so many designs, by another seed each time. */
const asked = process.env.QUIETZONE_BUDGET_RUNS;
const runs = Number(asked ?? 12);
const seed = asked === undefined ? 7 : Date.now() % 1_000_000;
const testMs = Math.max(60_000, runs * 1_000);

/** Px a module. Phones look at many frames: what is safe has to be read in one, what is read in most is to be safe. */
const modulePx = [9, 7, 5, 10, 6];
const mostMin = 3;

test(`of ${runs} random designs every reader reads all that are called safe, and nine of ten that all read at most sizes are called so`, {
  timeout: testMs,
}, async () => {
  const designs = fc.sample(fc.tuple(randomText, randomDesign, art), { numRuns: runs, seed });
  const unread: unknown[] = [];
  let readAtMost = 0;
  let calledSafe = 0;
  for (const [text, design, drawing] of designs) {
    const { logo, pixels } = await drawLogo(drawing);
    const source = { text, design, logo: design.logo === null ? null : logo };
    const { safe, margin } = weighDesign(source, pixels);
    const read = await countReadings(source);
    const failing = [...read.keys()].filter((name) => read.get(name) === 0);
    if (safe && failing.length > 0) unread.push({ seed, failing, margin, text, design, drawing });
    if (Math.min(...read.values()) < mostMin) continue;
    readAtMost += 1;
    if (safe) calledSafe += 1;
  }
  expect(unread).toEqual([]);
  expect(calledSafe / readAtMost).toBeGreaterThanOrEqual(0.9);
});

test('plain codes of a colour that is safe without a word of warning are read at every size', async () => {
  for (const color of ['#898989', '#2196f3', '#0099ff']) {
    const modules = { shape: 'square', color } as const;
    const source = { text: 'https://go.example.com/p/abc', design: { ...plainDesign, modules }, logo: null };
    expect(weighDesign(source)).toMatchObject({ safe: true, lost: [] });
    for (const px of modulePx) {
      const image = await draw(source, px);
      for (const read of Object.values(readers)) expect(await read(image)).toBe(source.text);
    }
  }
});

interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly body: string;
}

const channels = fc.integer({ min: 0, max: 0xffffff }).map((rgb) => `#${rgb.toString(16).padStart(6, '0')}`);

/** Logos of all colours: full, on white, half transparent, spotted. */
const art: fc.Arbitrary<Drawing> = fc
  .record({
    width: fc.integer({ min: 60, max: 300 }),
    height: fc.integer({ min: 60, max: 300 }),
    colors: fc.array(channels, { minLength: 12, maxLength: 12 }),
    kind: fc.integer({ min: 0, max: 4 }),
  })
  .map(({ width, height, colors, kind }) => ({ width, height, body: bodyOf(kind, colors) }));

function bodyOf(kind: number, colors: readonly string[]): string {
  const [first = '', second = '', third = ''] = colors;
  switch (kind) {
    case 0:
      return `<rect width="100%" height="100%" fill="${first}"/>`;
    case 1:
      return `<rect width="100%" height="100%" fill="#fff"/><circle cx="50%" cy="50%" r="40%" fill="${first}"/>`;
    case 2:
      return `<circle cx="50%" cy="50%" r="50%" fill="${first}" opacity="0.5"/>`;
    case 3:
      return `<rect width="100%" height="100%" fill="${first}"/><rect x="10%" y="20%" width="35%" height="60%" fill="${second}"/><rect x="55%" y="10%" width="30%" height="80%" fill="${third}"/>`;
    default:
      return colors
        .map(
          (color, at) =>
            `<rect x="${(at * 37) % 80}%" y="${(at * 53) % 80}%" width="25%" height="20%" fill="${color}"/>`,
        )
        .join('');
  }
}

async function drawLogo({ width, height, body }: Drawing): Promise<{ logo: LogoImage; pixels: LogoPixels }> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${body}</svg>`;
  const picture = sharp(Buffer.from(svg)).ensureAlpha();
  const png = new Uint8Array(await picture.clone().png().toBuffer());
  return {
    logo: { id: 'logo', png, width, height },
    pixels: { rgba: await picture.raw().toBuffer(), width, height },
  };
}

/** At how many sizes each reader reads it; it is not asked again once it has read it at most of them. */
async function countReadings(source: PictureSource): Promise<ReadonlyMap<string, number>> {
  const read = new Map(Object.keys(readers).map((name) => [name, 0]));
  for (const px of modulePx) {
    const open = Object.entries(readers).filter(([name]) => read.get(name)! < mostMin);
    if (open.length === 0) break;
    const image = await draw(source, px);
    for (const [name, reader] of open) {
      if ((await reader(image)) === source.text) read.set(name, read.get(name)! + 1);
    }
  }
  return read;
}

const readers = {
  zxing: decodeWithZxing,
  /** Dark on light alone, as many readers do. */
  jsqr: async (image: Buffer) => {
    const { data, width, height } = await readPixels(image);
    return jsqr.default(data, width, height, { inversionAttempts: 'dontInvert' })?.data ?? null;
  },
  qr: async (image: Buffer) => {
    const pixels = await readPixels(image);
    try {
      return decodeQR(pixels, { effort: 10, timeLimit: 5_000 });
    } catch {
      return null;
    }
  },
};

/** On paper; without a quiet zone, on black: then whatever it lies on is a part of it. */
async function draw(source: PictureSource, px: number): Promise<Buffer> {
  const scene = composeScene(source, fitSymbol(source), outlineText);
  const { rgba, width, height } = await rasterise(scene, {
    px: Math.round(scene.width * px),
    mm: null,
    dpi: 300,
  });
  const around = isBare(source.design) ? 3 * px : 0;
  const edges = { top: around, bottom: around, left: around, right: around };
  return await sharp(rgba, { raw: { width, height, channels: 4 } })
    .flatten({ background: '#ffffff' })
    .extend({ ...edges, background: '#000000' })
    .png()
    .toBuffer();
}

function isBare({ quiet_zone: quietZone }: Design): boolean {
  return quietZone === 0;
}
