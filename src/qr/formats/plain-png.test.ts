import { crc32 } from 'node:zlib';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { type Design, plainDesign } from '../../core/designs/design.ts';
import { encodeMatrix } from '../matrix.ts';
import { findPlainColor, renderPlainPng } from './plain-png.ts';

const link = 'https://q.example.com/p/abc234';
const matrix = encodeMatrix(link, 'M');
const wish = { px: 512, mm: null, dpi: 300 };

function draw(change: Partial<Design> = {}, px = wish.px, color = '#000000'): Buffer<ArrayBuffer> {
  return renderPlainPng(matrix, color, { ...plainDesign, ...change }, { ...wish, px }).bytes;
}

test('ISO/IEC 15948, 5: signature and chunks in their order, each with its CRC, and nothing behind', () => {
  const png = draw({ background: '#fdfeff' }, 300, '#102030');
  expect(png.subarray(0, 8).toString('hex')).toBe('89504e470d0a1a0a');
  const chunks = readChunks(png);
  expect(chunks.map(({ type }) => type)).toEqual(['IHDR', 'pHYs', 'PLTE', 'IDAT', 'IEND']);
  for (const { crc, typeAndData } of chunks) expect(crc).toBe(crc32(typeAndData));
  const [ihdr, phys, plte, , iend] = chunks.map(({ typeAndData }) => typeAndData.toString('hex', 4));
  expect(ihdr).toBe('0000012c' + '0000012c' + '01' + '03' + '00' + '00' + '00');
  // 300 dots an inch are 11 811 a metre.
  expect(phys).toBe('00002e23' + '00002e23' + '01');
  expect(plte).toBe('fdfeff' + '102030');
  expect(iend).toBe('');
  expect(png.subarray(-12).toString('hex')).toBe('0000000049454e44ae426082');
});

test('without a background the light modules are transparent, and the dark ones are not', async () => {
  const chunks = readChunks(draw({ background: null }));
  expect(chunks.map(({ type }) => type)).toEqual(['IHDR', 'pHYs', 'PLTE', 'tRNS', 'IDAT', 'IEND']);
  const { data } = await sharp(draw({ background: null }))
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const colours = new Set<string>();
  for (let at = 0; at < data.length; at += 4) colours.add(data.toString('hex', at, at + 4));
  expect([...colours].sort()).toEqual(['000000ff', 'ffffff00']);
});

test('a 512 px image of a 30-character link is smaller than 1 kB at every level', () => {
  expect(link).toHaveLength(30);
  for (const level of ['L', 'M', 'Q', 'H'] as const) {
    const { bytes } = renderPlainPng(encodeMatrix(link, level), '#000000', plainDesign, wish);
    expect(bytes.length).toBeLessThan(1000);
  }
});

test('the largest image stays small', () => {
  expect(draw({}, 4096).length).toBeLessThan(16_000);
});

test.each([
  { px: 64, quiet_zone: 4, modulePx: 1 },
  { px: 65, quiet_zone: 0, modulePx: 2 },
  { px: 131, quiet_zone: 0, modulePx: 4 },
  { px: 512, quiet_zone: 4, modulePx: 13 },
  { px: 513, quiet_zone: 16, modulePx: 8 },
  { px: 1000, quiet_zone: 1, modulePx: 32 },
  { px: 2049, quiet_zone: 4, modulePx: 55 },
])('$px px with a quiet zone of $quiet_zone: exact size, $modulePx px a module', async (row) => {
  const { px, quiet_zone, modulePx } = row;
  expect(matrix.size).toBe(29);
  const quietPx = Math.floor((px - 29 * modulePx) / 2);
  expect(quietPx).toBeGreaterThanOrEqual(quiet_zone * modulePx);
  await expectPixels(draw({ quiet_zone }, px), px, modulePx, quietPx, (x, y) => [x, y]);
});

test.each([
  { rotation: 90, upright: (x: number, y: number) => [y, 28 - x] },
  { rotation: 180, upright: (x: number, y: number) => [28 - x, 28 - y] },
  { rotation: 270, upright: (x: number, y: number) => [28 - y, x] },
] as const)('turned clockwise by $rotation degrees', async ({ rotation, upright }) => {
  await expectPixels(draw({ rotation }), 512, 13, 67, upright);
});

test('the image has the two colours and is opaque', async () => {
  const png = draw({ background: '#fdfeff' }, 512, '#102030');
  const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true });
  expect(info.channels).toBe(3);
  const colours = new Set<string>();
  for (let at = 0; at < data.length; at += 3) colours.add(data.toString('hex', at, at + 3));
  expect([...colours].sort()).toEqual(['102030', 'fdfeff']);
});

test('only squares of one colour are drawn without a rasteriser', () => {
  const square = { shape: 'square', color: null } as const;
  const red = { shape: 'square', color: '#ff0000' } as const;
  const logo = { image: 'x', size: 0.2, margin: 1, excavate: true };
  const frame = {
    shape: 'text',
    position: 'top',
    text: 'x',
    color: '#000000',
    text_color: '#000000',
  } as const;
  const stops = [{ offset: 0, color: '#000000' }];
  const others: Partial<Design>[] = [
    { modules: { shape: 'dots', color: '#000000' } },
    { modules: { shape: 'square', color: { type: 'linear', angle: 0, stops } } },
    { eyes: { frame: red, ball: square } },
    { eyes: { frame: square, ball: { shape: 'circle', color: null } } },
    { logo },
    { frame },
  ];
  for (const change of others) expect(findPlainColor({ ...plainDesign, ...change })).toBeNull();
  const modules = { shape: 'square', color: '#ff0000' } as const;
  expect(findPlainColor({ ...plainDesign, modules, eyes: { frame: red, ball: square } })).toBe('#ff0000');
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

/** `upright`: which module of the matrix is to be seen in column x and row y. */
async function expectPixels(
  png: Buffer,
  sidePx: number,
  modulePx: number,
  quietPx: number,
  upright: (x: number, y: number) => readonly number[],
): Promise<void> {
  const { data, info } = await sharp(png).greyscale().raw().toBuffer({ resolveWithObject: true });
  expect([info.width, info.height, info.channels]).toEqual([sidePx, sidePx, 1]);
  const expected = Buffer.alloc(sidePx * sidePx, 255);
  for (let y = 0; y < matrix.size * modulePx; y += 1) {
    for (let x = 0; x < matrix.size * modulePx; x += 1) {
      const [column = 0, row = 0] = upright(Math.floor(x / modulePx), Math.floor(y / modulePx));
      if (matrix.modules[row * matrix.size + column] === 1)
        expected[(quietPx + y) * sidePx + quietPx + x] = 0;
    }
  }
  expect(data.equals(expected)).toBe(true);
}
