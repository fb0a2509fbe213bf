import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { makePng, pngChunk, svg } from '../../../test/support/hostile-pictures.ts';
import { readLogo } from './read-logo.ts';
import { walkPng } from './walk-png.ts';

const read = (bytes: Uint8Array) => readLogo(Uint8Array.from(bytes));

/** Left half red, right half blue. */
function halves(width: number, height: number) {
  const left = {
    input: { create: { width: width / 2, height, channels: 3, background: '#ff0000' } },
  } as const;
  const page = sharp({ create: { width, height, channels: 3, background: '#0000ff' } });
  return page.composite([{ ...left, left: 0, top: 0 }]);
}

async function pixelAt(png: Uint8Array, x: number, y: number): Promise<readonly number[]> {
  const { data } = await sharp(png).extract({ left: x, top: y, width: 1, height: 1 }).raw().toBuffer({
    resolveWithObject: true,
  });
  return [...data];
}

/** Compression bends colours a little. */
function expectNear(pixel: readonly number[], wanted: readonly number[]): void {
  expect(pixel).toHaveLength(4);
  for (const [at, value] of wanted.entries()) expect(Math.abs((pixel[at] ?? 0) - value)).toBeLessThan(16);
}

const red = [255, 0, 0, 255];
const blue = [0, 0, 255, 255];

test('a photo is turned as its EXIF says, made smaller, and nothing but its pixels is kept', async () => {
  const photo = await halves(3000, 1000)
    .withExif({
      IFD0: { Artist: 'Somebody', Copyright: 'Somebody' },
      IFD3: { GPSLatitude: '51/1 30/1 0/1', GPSLatitudeRef: 'N' },
    })
    .withMetadata({ orientation: 6 })
    .jpeg({ quality: 80 })
    .toBuffer();
  expect((await sharp(photo).metadata()).orientation).toBe(6);
  expect(photo.toString('latin1')).toContain('Somebody');
  const logo = await read(photo);
  // Orientation 6: what was left is on top.
  expect([logo.width, logo.height]).toEqual([341, 1024]);
  expectNear(await pixelAt(logo.png, 170, 100), red);
  expectNear(await pixelAt(logo.png, 170, 900), blue);
  const kept = await sharp(logo.png).metadata();
  expect(kept).toMatchObject({ format: 'png', channels: 4, depth: 'uchar', space: 'srgb' });
  expect([kept.exif, kept.icc, kept.xmp, kept.iptc, kept.comments]).toEqual(Array(5).fill(undefined));
  expect(Buffer.from(logo.png).toString('latin1')).not.toContain('Somebody');
});

test('text and private chunks of a PNG are gone, and the same picture has the same id', async () => {
  const text = pngChunk('tEXt', Buffer.from('Author\0Somebody'));
  const secret = pngChunk('prIv', Buffer.from('Somebody at home'));
  const [plain, told] = await Promise.all([
    read(makePng({ width: 8, height: 8 })),
    read(makePng({ width: 8, height: 8, extra: [text, secret] })),
  ]);
  expect(told.png).toEqual(plain.png);
  expect(told.id).toBe(createHash('sha256').update(told.png).digest('hex'));
  expect(told.id).toBe(plain.id);
  const types = walkPng(Buffer.from(told.png)).chunkTypes;
  expect(types.filter((type) => !['IHDR', 'pHYs', 'IDAT', 'IEND'].includes(type))).toEqual([]);
});

test('every common way to keep colours becomes RGBA of 8 bits', async () => {
  const page = halves(64, 64);
  const files = await Promise.all([
    page.clone().png({ palette: true }).toBuffer(),
    page.clone().toColourspace('rgb16').png({ progressive: true }).toBuffer(),
    page.clone().toColourspace('cmyk').jpeg().toBuffer(),
    page.clone().jpeg({ progressive: true }).toBuffer(),
    page.clone().webp({ lossless: true }).toBuffer(),
    page.clone().webp().toBuffer(),
  ]);
  for (const logo of await Promise.all(files.map(read))) {
    const [, , blueness, alpha] = await pixelAt(logo.png, 48, 32);
    expect([logo.width, logo.height, alpha]).toEqual([64, 64, 255]);
    expect(blueness).toBeGreaterThan(120);
    expect(walkPng(Buffer.from(logo.png))).toMatchObject({ bitDepth: 8, colourType: 6 });
  }
});

test('an SVG is drawn, transparent where nothing is, with the pictures that are embedded in it', async () => {
  const embedded = (await halves(20, 10).jpeg().toBuffer()).toString('base64');
  const logo = await read(
    svg(
      `<image href="data:image/jpeg;base64,${embedded}" x="0" y="0" width="100" height="50"/><use href="#c"/><defs><circle id="c" cx="50" cy="75" r="20" fill="#00ff00"/></defs>`,
    ),
  );
  expect([logo.width, logo.height]).toEqual([1024, 1024]);
  expectNear(await pixelAt(logo.png, 200, 200), red);
  expectNear(await pixelAt(logo.png, 800, 200), blue);
  expectNear(await pixelAt(logo.png, 512, 768), [0, 255, 0, 255]);
  expect((await pixelAt(logo.png, 20, 1000))[3]).toBe(0);
});
