import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeWithBoth } from '../../test/support/decode-qr.ts';
import { type Design, type ErrorCorrection, plainDesign } from '../core/designs/design.ts';
import type { Output, PictureFormat } from '../core/designs/picture.ts';
import { renderPlainPng } from './formats/plain-png.ts';
import { encodeMatrix } from './matrix.ts';
import { renderPicture } from './render.ts';

const link = 'https://q.example.com/p/abc234';
const levels: readonly ErrorCorrection[] = ['L', 'M', 'Q', 'H'];

/** Far above what the slowest case needs: reading 16 megapixels takes seconds. */
const decodingMs = 60_000;

const output: Output = { format: 'svg', px: 512, mm: null, dpi: 300, bleedMm: 0, ink: 'rgb', spot: null };
const formats: readonly PictureFormat[] = ['svg', 'png', 'jpg', 'webp'];

async function expectDecodes(
  text: string,
  change: Partial<Design>,
  px = output.px,
  some = formats,
): Promise<void> {
  for (const format of some) {
    const image = await draw(text, change, { px, format });
    expect({ format, ...(await decodeWithBoth(image, Math.min(2 * px, 1024))) }).toEqual({
      format,
      zxing: text,
      jsqr: text,
    });
  }
}

/** The formats are the same pixels: the levels beside the usual one are looked at in the one without loss. */
async function expectDecodesAtEveryLevel(text: string, change: Partial<Design>, px: number): Promise<void> {
  for (const level of levels) {
    await expectDecodes(text, { ...change, error_correction: level }, px, level === 'M' ? formats : ['png']);
  }
}

async function draw(text: string, change: Partial<Design>, wish: Partial<Output>): Promise<Buffer> {
  const source = { text, design: { ...plainDesign, ...change }, logo: null };
  return Buffer.from((await renderPicture(source, { ...output, ...wish })).bytes);
}

describe('every image is read back as exactly its text', { timeout: decodingMs }, () => {
  test.each([
    link,
    link.toUpperCase(),
    'a',
    '0',
    '0123456789012345',
    'WIFI:T:WPA;S:Caf\\;é \\"1\\";P:pässwörd;H:true;;',
    'BEGIN:VCARD\r\nVERSION:3.0\r\nN:Müller;Zoë;;;\r\nTEL:+49 30 1234\r\nEND:VCARD\r\n',
    'tel:+15550100',
    '世界 こんにちは',
    'مرحبا بالعالم',
    '👩‍👩‍👧 🏳️‍🌈',
    'é',
    ' leading and trailing ',
  ])('text %j', async (text) => {
    await expectDecodesAtEveryLevel(text, {}, 256);
  });

  test.each([1, 17, 18, 100, 272, 600])('length %i at every level', async (length) => {
    await expectDecodesAtEveryLevel(link.repeat(25).slice(0, length), {}, length > 100 ? 512 : 320);
  });

  test.each([64, 65, 100, 333, 512, 1024])('size %i', async (size) => {
    await expectDecodes(link, { error_correction: 'M' }, size);
  });

  test('the longest text', async () => {
    await expectDecodes('y'.repeat(2953), { error_correction: 'L' }, 1024);
  });

  test.each([2048, 4096])('a PNG of %i px', async (px) => {
    const png = await draw(link, { error_correction: 'M' }, { px, format: 'png' });
    expect(await decodeWithBoth(png)).toEqual({ zxing: link, jsqr: link });
  });

  test.each([0, 1, 2, 4, 16])('margin %i', async (margin) => {
    await expectDecodesAtEveryLevel(link, { quiet_zone: margin }, 320);
  });

  test.each([
    { color: '#1a237e', background: '#fff8e1' },
    { color: '#b71c1c', background: '#ffffff' },
    { color: '#2e7d32', background: '#fffde7' },
    { color: '#ffffff', background: '#000000' },
  ])('$color on $background', async ({ color, background }) => {
    await expectDecodes(link, { modules: { shape: 'square', color }, background }, 320);
  });

  test.each([0, 90, 180, 270] as const)('turned by %i degrees', async (rotation) => {
    await expectDecodes(link, { rotation }, 320);
  });
});

const darkColour = colourOf(0x00, 0x60);
const lightColour = colourOf(0xc0, 0xff);

function colourOf(min: number, max: number): fc.Arbitrary<string> {
  const channel = fc.integer({ min, max }).map((level) => level.toString(16).padStart(2, '0'));
  return fc.tuple(channel, channel, channel).map((channels) => `#${channels.join('')}`);
}

test('any link, level, size, quiet zone and dark on light colours', { timeout: decodingMs }, async () => {
  const wish = fc.record({
    px: fc.integer({ min: 209, max: 500 }),
    // With a quiet zone of 0 the finding is up to what surrounds the image, and here nothing does.
    quiet_zone: fc.integer({ min: 1, max: 16 }),
    color: darkColour,
    background: lightColour,
    error_correction: fc.constantFrom(...levels),
  });
  const property = fc.asyncProperty(
    fc.webUrl({ withQueryParameters: true }),
    wish,
    fc.constantFrom(...formats),
    (text, { px, color, ...change }, format) =>
      expectDecodes(text, { ...change, modules: { shape: 'square', color } }, px, [format]),
  );
  await fc.assert(property, { numRuns: 24 });
});

test('any printable text, in any script', { timeout: decodingMs }, async () => {
  const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 120 });
  const property = fc.asyncProperty(
    text,
    fc.constantFrom(...levels),
    fc.constantFrom(...formats),
    (written, level, format) => expectDecodes(written, { error_correction: level }, 400, [format]),
  );
  await fc.assert(property, { numRuns: 24 });
});

test('the decoders read nothing where there is no code', async () => {
  const size = 21;
  const blank = { ...encodeMatrix('1', 'M'), modules: new Uint8Array(size * size) };
  const { bytes } = renderPlainPng(blank, '#000000', plainDesign, output);
  expect(await decodeWithBoth(bytes)).toEqual({ zxing: null, jsqr: null });
});
