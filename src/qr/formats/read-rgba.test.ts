import fc from 'fast-check';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import type { FillLayer, Scene } from '../draw/scene.ts';
import { logoSamples, logoSamplesOn } from './logo-samples.ts';
import { readRgba } from './read-rgba.ts';

const kinds = fc.record({
  width: fc.integer({ min: 1, max: 40 }),
  height: fc.integer({ min: 1, max: 40 }),
  adaptiveFiltering: fc.boolean(),
  bytes: fc.uint8Array({ minLength: 6400, maxLength: 6400 }),
});

test('a kept logo is read as exactly the pixels that it was made of, whatever filters its lines have', async () => {
  const property = fc.asyncProperty(kinds, async ({ width, height, adaptiveFiltering, bytes }) => {
    const pixels = Buffer.from(bytes.subarray(0, 4 * width * height));
    const image = sharp(pixels, { raw: { width, height, channels: 4 } });
    const png = new Uint8Array(await image.png({ adaptiveFiltering }).toBuffer());
    expect(readRgba({ id: 'x', png, width, height }).equals(pixels)).toBe(true);
  });
  await fc.assert(property, { numRuns: 60 });
});

test('another kind of PNG, or one of another size than is said, is an error of ours', async () => {
  const image = sharp({ create: { width: 3, height: 2, channels: 3, background: '#000000' } });
  const png = new Uint8Array(await image.png().toBuffer());
  expect(() => readRgba({ id: 'x', png, width: 3, height: 2 })).toThrow(TypeError);
});

async function logoOf(...pixels: readonly number[][]) {
  const raw = { width: pixels.length, height: 1, channels: 4 } as const;
  const png = await sharp(Buffer.from(pixels.flat()), { raw }).png().toBuffer();
  return { id: 'x', png: new Uint8Array(png), width: pixels.length, height: 1 };
}

test('inks of a logo are those of the same colours in the design, and its transparency stays apart', async () => {
  const logo = await logoOf([0, 0, 0, 255], [255, 0, 0, 128], [0, 51, 102, 255]);
  const { colors, alpha } = logoSamples(logo, 'cmyk');
  expect([...colors]).toEqual([0, 0, 0, 255, 0, 255, 255, 0, 255, 128, 0, 153]);
  expect(alpha && [...alpha]).toEqual([255, 128, 255]);
  expect(logoSamples(await logoOf([1, 2, 3, 255]), 'rgb').alpha).toBeNull();
});

test('where there is no transparency the logo is laid on what is below it', async () => {
  const logo = await logoOf([255, 0, 0, 255], [255, 0, 0, 51], [9, 9, 9, 0]);
  const layer = { kind: 'image', logo, x: 3, y: 3, width: 3, height: 1 } as const;
  const below = sceneOf('#0000ff', (pen) => pen.rect(0, 0, 9, 9));
  const { colors, width } = await logoSamplesOn(below, layer, 'rgb', 1);
  expect([width, ...colors]).toEqual([3, 255, 0, 0, 51, 0, 204, 0, 0, 255]);
  const paper = await logoSamplesOn(
    sceneOf('#0000ff', () => {}),
    layer,
    'rgb',
    1,
  );
  expect([...paper.colors]).toEqual([255, 0, 0, 255, 204, 204, 255, 255, 255]);
});

test('what is below it in several colours is as fine as is asked for, at least 16 px a module', async () => {
  const logo = await logoOf([9, 9, 9, 0], [9, 9, 9, 0]);
  const layer = { kind: 'image', logo, x: 3, y: 3, width: 2, height: 1 } as const;
  const below = sceneOf('#0000ff', (pen) => pen.rect(3, 3, 1, 1));
  for (const [dots, px] of [
    [1, 16],
    [40, 40],
    [9999, 1024],
  ] as const) {
    const { colors, width, height } = await logoSamplesOn(below, layer, 'rgb', dots);
    expect([width, height, colors.length]).toEqual([2 * px, px, 3 * 2 * px * px]);
    expect(colors.toString('hex', 0, 6 * px)).toBe('0000ff'.repeat(px) + 'ffffff'.repeat(px));
  }
});

function sceneOf(paint: string, draw: FillLayer['draw']): Scene {
  const symbol = { x: 0, y: 0, size: 9 };
  return {
    width: 9,
    height: 9,
    symbol,
    layers: [{ kind: 'fill', role: 'modules', paint, crisp: true, draw }],
  };
}
