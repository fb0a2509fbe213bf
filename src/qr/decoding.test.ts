import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeWithJsqr, decodeWithZxing } from '../../test/support/decode-qr.ts';
import { renderJpeg } from './jpeg.ts';
import { type ErrorCorrection, encodeMatrix } from './matrix.ts';
import { defaultImageOptions, type ImageOptions, parseImageQuery } from './options.ts';
import { renderPng } from './png.ts';
import { renderSvg } from './svg.ts';

const link = 'https://q.example.com/p/abc234';
const levels: readonly ErrorCorrection[] = ['L', 'M', 'Q', 'H'];

/** Far above what the slowest case needs: reading 16 megapixels takes seconds. */
const decodingMs = 60_000;

async function expectDecodes(
  text: string,
  level: ErrorCorrection,
  change: Partial<ImageOptions>,
): Promise<void> {
  const options = { ...defaultImageOptions, ...change };
  const matrix = encodeMatrix(text, level);
  const images = {
    svg: Buffer.from(renderSvg(matrix, options)),
    png: renderPng(matrix, options),
    jpeg: await renderJpeg(matrix, options),
  };
  for (const [format, image] of Object.entries(images)) {
    const read = { zxing: await decodeWithZxing(image), jsqr: await decodeWithJsqr(image) };
    expect({ format, ...read }).toEqual({ format, zxing: text, jsqr: text });
  }
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
    for (const level of levels) await expectDecodes(text, level, { size: 256 });
  });

  test.each([1, 17, 18, 100, 272, 600])('length %i at every level', async (length) => {
    for (const level of levels) await expectDecodes(link.repeat(25).slice(0, length), level, {});
  });

  test.each([64, 65, 100, 333, 512, 1024, 2048])('size %i', async (size) => {
    await expectDecodes(link, 'M', { size });
  });

  test('the longest text', async () => {
    await expectDecodes('y'.repeat(2953), 'L', { size: 1024 });
  });

  test('the largest size', async () => {
    const png = renderPng(encodeMatrix(link, 'M'), { ...defaultImageOptions, size: 4096 });
    expect([await decodeWithZxing(png), await decodeWithJsqr(png)]).toEqual([link, link]);
  });

  test.each([0, 1, 2, 4, 16])('margin %i', async (margin) => {
    for (const level of levels) await expectDecodes(link, level, { margin, size: 400 });
  });

  test.each([
    { dark: '#1a237e', light: '#fff8e1' },
    { dark: '#b71c1c', light: '#ffffff' },
    { dark: '#2e7d32', light: '#fffde7' },
    { dark: '#ffffff', light: '#000000' },
  ])('$dark on $light', async (colours) => {
    await expectDecodes(link, 'M', colours);
  });
});

const darkColour = colourOf(0x00, 0x60);
const lightColour = colourOf(0xc0, 0xff);

function colourOf(min: number, max: number): fc.Arbitrary<string> {
  const channel = fc.integer({ min, max }).map((level) => level.toString(16).padStart(2, '0'));
  return fc.tuple(channel, channel, channel).map((channels) => channels.join(''));
}

test('any link, level, size, margin and dark on light colours that a query asks for', {
  timeout: decodingMs,
}, async () => {
  const query = fc.record({
    size: fc.integer({ min: 64, max: 700 }).map(String),
    // With a margin of 0 the finding is up to what surrounds the image, and here nothing does.
    margin: fc.integer({ min: 1, max: 16 }).map(String),
    color: darkColour,
    bgcolor: lightColour,
    ecc: fc.constantFrom(...levels),
  });
  const property = fc.asyncProperty(fc.webUrl({ withQueryParameters: true }), query, async (text, asked) => {
    const parsed = parseImageQuery(asked);
    if (!parsed.ok) throw new Error(parsed.message);
    await expectDecodes(text, parsed.errorCorrection ?? 'M', parsed.options);
  });
  await fc.assert(property, { numRuns: 40 });
});

test('any printable text, in any script', { timeout: decodingMs }, async () => {
  const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 120 });
  const property = fc.asyncProperty(text, fc.constantFrom(...levels), (written, level) =>
    expectDecodes(written, level, { size: 400 }),
  );
  await fc.assert(property, { numRuns: 40 });
});

test('the decoders read nothing where there is no code', async () => {
  const size = 21;
  const blank = { ...encodeMatrix('1', 'M'), modules: new Uint8Array(size * size) };
  const png = renderPng(blank, defaultImageOptions);
  expect([await decodeWithZxing(png), await decodeWithJsqr(png)]).toEqual([null, null]);
});
