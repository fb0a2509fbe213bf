import { crc32 } from 'node:zlib';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { encodeMatrix } from './matrix.ts';
import { defaultImageOptions, type ImageOptions } from './options.ts';
import { renderPng } from './png.ts';

const link = 'https://q.example.com/p/abc234';
const matrix = encodeMatrix(link, 'M');

test('ISO/IEC 15948, 5: signature, IHDR, PLTE, IDAT and IEND, each with its CRC, and nothing behind', () => {
  const png = renderPng(matrix, { size: 300, margin: 4, dark: '#102030', light: '#fdfeff' });
  expect(png.subarray(0, 8).toString('hex')).toBe('89504e470d0a1a0a');
  const chunks = readChunks(png);
  expect(chunks.map(({ type }) => type)).toEqual(['IHDR', 'PLTE', 'IDAT', 'IEND']);
  for (const { crc, typeAndData } of chunks) expect(crc).toBe(crc32(typeAndData));
  const [ihdr, plte, , iend] = chunks.map(({ typeAndData }) => typeAndData.toString('hex', 4));
  expect(ihdr).toBe('0000012c' + '0000012c' + '01' + '03' + '00' + '00' + '00');
  expect(plte).toBe('fdfeff' + '102030');
  expect(iend).toBe('');
  expect(png.subarray(-12).toString('hex')).toBe('0000000049454e44ae426082');
});

test('a 512 px image of a 30-character link is smaller than 1 kB', () => {
  expect(link).toHaveLength(30);
  for (const level of ['L', 'M', 'Q', 'H'] as const) {
    expect(renderPng(encodeMatrix(link, level), defaultImageOptions).length).toBeLessThan(1000);
  }
});

test('the largest image stays small', () => {
  expect(renderPng(matrix, { ...defaultImageOptions, size: 4096 }).length).toBeLessThan(16_000);
});

test.each([
  { size: 64, margin: 4, modulePx: 1 },
  { size: 65, margin: 0, modulePx: 2 },
  { size: 131, margin: 0, modulePx: 4 },
  { size: 512, margin: 4, modulePx: 13 },
  { size: 513, margin: 16, modulePx: 8 },
  { size: 1000, margin: 1, modulePx: 32 },
  { size: 2049, margin: 4, modulePx: 55 },
])(
  '$size px with a margin of $margin: exact size, $modulePx px a module, the rest in the quiet zone',
  async (row) => {
    const { modulePx, ...layout } = row;
    const options: ImageOptions = { ...defaultImageOptions, ...layout };
    expect(matrix.size).toBe(29);
    const quietPx = Math.floor((row.size - 29 * modulePx) / 2);
    expect(quietPx).toBeGreaterThanOrEqual(row.margin * modulePx);
    await expectPixels(renderPng(matrix, options), row.size, modulePx, quietPx);
  },
);

test('a size with less than a pixel for each module gives a larger image of one pixel each', async () => {
  const long = encodeMatrix('x'.repeat(2953), 'L');
  const { width, height } = await sharp(
    renderPng(long, { ...defaultImageOptions, size: 64, margin: 16 }),
  ).metadata();
  expect([width, height]).toEqual([209, 209]);
});

test('the image has the two colours and is opaque', async () => {
  const png = renderPng(matrix, { ...defaultImageOptions, dark: '#102030', light: '#fdfeff' });
  const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true });
  expect(info.channels).toBe(3);
  const colours = new Set<string>();
  for (let at = 0; at < data.length; at += 3) colours.add(data.toString('hex', at, at + 3));
  expect([...colours].sort()).toEqual(['102030', 'fdfeff']);
});

interface Chunk {
  readonly type: string;
  readonly typeAndData: Buffer;
  readonly crc: number;
}

function readChunks(png: Buffer): Chunk[] {
  const chunks: Chunk[] = [];
  for (let at = 8; at < png.length; ) {
    const end = at + 8 + png.readUInt32BE(at);
    const typeAndData = png.subarray(at + 4, end);
    chunks.push({ type: typeAndData.toString('latin1', 0, 4), typeAndData, crc: png.readUInt32BE(end) });
    at = end + 4;
  }
  return chunks;
}

async function expectPixels(png: Buffer, sidePx: number, modulePx: number, quietPx: number): Promise<void> {
  const { data, info } = await sharp(png).greyscale().raw().toBuffer({ resolveWithObject: true });
  expect([info.width, info.height, info.channels]).toEqual([sidePx, sidePx, 1]);
  const expected = Buffer.alloc(sidePx * sidePx, 255);
  for (let y = 0; y < matrix.size * modulePx; y += 1) {
    for (let x = 0; x < matrix.size * modulePx; x += 1) {
      const dark = matrix.modules[Math.floor(y / modulePx) * matrix.size + Math.floor(x / modulePx)];
      if (dark === 1) expected[(quietPx + y) * sidePx + quietPx + x] = 0;
    }
  }
  expect(data.equals(expected)).toBe(true);
}
