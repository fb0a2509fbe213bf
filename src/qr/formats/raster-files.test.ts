import sharp from 'sharp';
import { beforeAll, expect, test } from 'vitest';
import { decodeWithAll, readPixels } from '../../../test/support/decode-qr.ts';
import { link, pictureSources, plainOutput, type SourceName } from '../../../test/support/pictures.ts';
import type { Output, PictureSource } from '../../core/designs/picture.ts';
import { presets } from '../../core/designs/presets.ts';
import { composeScene } from '../draw/compose-scene.ts';
import { fitSymbol } from '../fit.ts';
import { renderPicture } from '../render.ts';
import { outlineText } from '../words/outline.ts';
import { rasterise } from './rasterise.ts';

let sources: Readonly<Record<SourceName, PictureSource>>;
beforeAll(async () => {
  sources = await pictureSources();
});

const rasters = ['png', 'jpg', 'webp'] as const;
const styled = ['dots', 'gradient', 'logo', 'framed', 'boxed'] as const;

async function draw(name: SourceName, wish: Partial<Output>): Promise<Buffer<ArrayBuffer>> {
  return Buffer.from((await renderPicture(sources[name], { ...plainOutput, ...wish })).bytes);
}

function rasteriseSource(name: SourceName, wish: Partial<Output>) {
  const scene = composeScene(sources[name], fitSymbol(sources[name]), outlineText);
  return rasterise(scene, { ...plainOutput, ...wish });
}

test.each(styled)('%s is read back from PNG, JPEG and WebP by three readers', async (name) => {
  for (const format of rasters) {
    const read = await decodeWithAll(await readPixels(await draw(name, { format, px: 600 })));
    expect({ format, ...read }).toEqual({ format, zxing: link, jsqr: link, qr: link });
  }
});

test.each([...styled, 'plain', 'turned'] as const)(
  '%s is as wide as asked for, in every format',
  async (name) => {
    for (const format of rasters) {
      const picture = await renderPicture(sources[name], { ...plainOutput, format, px: 333 });
      const { width, height } = await sharp(picture.bytes).metadata();
      expect([width, height]).toEqual([333, picture.height]);
      expect(picture.width).toBe(333);
    }
  },
);

test.each(styled)('the PNG and the WebP of %s are the rasterised picture without loss', async (name) => {
  const { rgba } = await rasteriseSource(name, { px: 400 });
  for (const format of ['png', 'webp'] as const) {
    const pixels = await sharp(await draw(name, { format, px: 400 }))
      .ensureAlpha()
      .raw()
      .toBuffer();
    expect(visible(pixels).equals(visible(rgba))).toBe(true);
  }
});

/** What is wholly transparent has no colour. */
function visible(rgba: Buffer): Buffer {
  const seen = Buffer.from(rgba);
  for (let at = 0; at < seen.length; at += 4) if (seen[at + 3] === 0) seen.fill(0, at, at + 4);
  return seen;
}

test('modules lie on whole pixels: squares of a styled picture have no grey edges at any size', async () => {
  const source: PictureSource = {
    ...sources.plain,
    design: {
      ...sources.plain.design,
      eyes: { frame: { shape: 'square', color: '#ff0000' }, ball: { shape: 'square', color: null } },
    },
  };
  const scene = composeScene(source, fitSymbol(source), outlineText);
  for (const px of [100, 333, 500, 777]) {
    const { rgba } = await rasterise(scene, { px, mm: null, dpi: 300 });
    const colours = new Set<string>();
    for (let at = 0; at < rgba.length; at += 4) colours.add(rgba.toString('hex', at, at + 4));
    expect([...colours].sort()).toEqual(['000000ff', 'ff0000ff', 'ffffffff']);
  }
});

test.each([72, 203, 300, 1200])('%i dots an inch are written into PNG, JPEG and WebP', async (dpi) => {
  for (const name of ['plain', 'dots', 'gradient'] as const) {
    expect((await sharp(await draw(name, { format: 'png', px: 200, dpi })).metadata()).density).toBe(dpi);
    expect((await sharp(await draw(name, { format: 'jpg', px: 200, dpi })).metadata()).density).toBe(dpi);
    const { exif } = await sharp(await draw(name, { format: 'webp', px: 200, dpi })).metadata();
    expect(readDensity(exif)).toEqual([dpi, dpi]);
  }
});

const xResolution = 0x011a;
const yResolution = 0x011b;

/** TIFF 6.0, section 2: entries of 12 bytes from the first directory, whose fractions stand elsewhere. */
function readDensity(exif: Buffer | undefined): number[] {
  const tiff = (exif ?? Buffer.alloc(0)).subarray(exif?.toString('latin1', 0, 4) === 'Exif' ? 6 : 0);
  expect(tiff.toString('latin1', 0, 2)).toBe('II');
  const directory = tiff.readUInt32LE(4);
  const fractions = new Map<number, number>();
  for (let entry = 0; entry < tiff.readUInt16LE(directory); entry += 1) {
    const at = directory + 2 + 12 * entry;
    const place = tiff.readUInt32LE(at + 8);
    const tag = tiff.readUInt16LE(at);
    if (tag === xResolution || tag === yResolution) {
      fractions.set(tag, tiff.readUInt32LE(place) / tiff.readUInt32LE(place + 4));
    }
  }
  return [fractions.get(xResolution) ?? 0, fractions.get(yResolution) ?? 0];
}

test.each([
  { dpi: 203, perModule: 5 },
  { dpi: 300, perModule: 8 },
  { dpi: 600, perModule: 17 },
])(
  '30 mm at $dpi dpi: $perModule whole dots a module, and no more than 30 mm',
  async ({ dpi, perModule }) => {
    const modules = 33 + 2 * 4;
    for (const name of ['plain', 'dots'] as const) {
      const { width, height } = await renderPicture(sources[name], {
        ...plainOutput,
        format: 'png',
        mm: 30,
        dpi,
      });
      expect([width, height]).toEqual([modules * perModule, modules * perModule]);
      expect((width / dpi) * 25.4).toBeLessThanOrEqual(30);
    }
  },
);

test('a JPEG has its colours at full resolution, and white where the design has no background', async () => {
  const jpeg = await draw('turned', { format: 'jpg', px: 300 });
  expect(jpeg.subarray(0, 3).toString('hex')).toBe('ffd8ff');
  const { format, hasAlpha, chromaSubsampling } = await sharp(jpeg).metadata();
  expect([format, hasAlpha, chromaSubsampling]).toEqual(['jpeg', false, '4:4:4']);
  const [red, green, blue] = await sharp(jpeg).raw().toBuffer();
  expect([red, green, blue]).toEqual([255, 255, 255]);
});

test('no pixel of a JPEG is nearer to the other colour than to its own', async () => {
  const png = await sharp(await draw('plain', { format: 'png' }))
    .greyscale()
    .raw()
    .toBuffer();
  const jpeg = await sharp(await draw('plain', { format: 'jpg' }))
    .greyscale()
    .raw()
    .toBuffer();
  expect(jpeg.findIndex((level, at) => level > 127 !== png[at]! > 127)).toBe(-1);
});

test('a picture of few colours is a PNG of as few bits a pixel, smaller than true colours', async () => {
  const png = await draw('dots', { format: 'png', px: 1024 });
  const { isPalette } = await sharp(png).metadata();
  expect(isPalette).toBe(true);
  expect(png.length).toBeLessThan((await sharp(png).png({ palette: false }).toBuffer()).length);
});

test.each([
  { background: '#ffffff', channels: 3 },
  { background: null, channels: 4 },
])(
  'a gradient, encoded in one pass, has the pixels of the raster: on $background',
  async ({ background, channels }) => {
    const design = { ...presets.ocean, background };
    const source = { text: 'https://q.example.com/p/abc234', design, logo: null };
    const output = {
      format: 'png',
      px: 500,
      mm: null,
      dpi: 300,
      bleedMm: 0,
      ink: 'rgb',
      spot: null,
    } as const;
    const { bytes, width, height } = await renderPicture(source, output);
    const metadata = await sharp(bytes).metadata();
    expect(metadata).toMatchObject({ width, height, channels, density: 300, format: 'png' });
    const scene = composeScene(source, fitSymbol(source), outlineText);
    const pixels = await sharp(bytes).ensureAlpha().raw().toBuffer();
    expect(pixels.equals((await rasterise(scene, output)).rgba)).toBe(true);
  },
);
