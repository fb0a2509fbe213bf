import { constants, crc32, deflateSync } from 'node:zlib';
import type { Matrix } from './matrix.ts';
import type { ImageOptions } from './options.ts';

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const end = chunk('IEND', Buffer.alloc(0));

const bitDepth = 1;
const colourTypePalette = 3;

/**
 * The level is where the smaller file stops being worth its time. Large images are nearly all runs of zeros:
 * there, looking for runs alone is three times as fast, and for codes of links the file is no larger.
 */
const deflateLevel = 5;
const runsAloneFromPx = 2048;

/**
 * A PNG of two palette colours, one bit a pixel, opaque (ISO/IEC 15948). The image is exactly `size` × `size` px:
 * every module is the same whole number of pixels, and what is left over widens the quiet zone, which is never
 * narrower than `margin` modules. Where `size` has less than one pixel for each module, a module is one pixel
 * and the image is larger than `size`: modules and margins together, at most 209 px.
 */
export function renderPng(matrix: Matrix, options: ImageOptions): Buffer {
  const layout = chooseLayout(matrix.size, options);
  return Buffer.concat([
    signature,
    chunk('IHDR', header(layout.sidePx)),
    chunk('PLTE', Buffer.from(options.light.slice(1) + options.dark.slice(1), 'hex')),
    chunk('IDAT', compress(scanLines(matrix, layout), layout.sidePx)),
    end,
  ]);
}

interface Layout {
  readonly sidePx: number;
  readonly modulePx: number;
  /** Left and top quiet zone; right and bottom are as wide or one pixel wider. */
  readonly quietPx: number;
}

function chooseLayout(matrixSize: number, options: ImageOptions): Layout {
  const sideModules = matrixSize + 2 * options.margin;
  const sidePx = Math.max(options.size, sideModules);
  const modulePx = Math.floor(sidePx / sideModules);
  return { sidePx, modulePx, quietPx: Math.floor((sidePx - matrixSize * modulePx) / 2) };
}

const filterUp = 2;

/**
 * Rows of a filter byte and packed pixels, palette index 1 (dark) as bit 1. The first line of a module row is
 * stored as it is; each further line is the filter "up", that is, zeros alone, which deflate makes nearly nothing
 * of. The light margins are zeros too.
 */
function scanLines(matrix: Matrix, layout: Layout): Buffer {
  const { sidePx, modulePx, quietPx } = layout;
  const lineBytes = 1 + Math.ceil(sidePx / 8);
  const lines = Buffer.alloc(lineBytes * sidePx);
  for (let y = 0; y < matrix.size; y += 1) {
    const first = (quietPx + y * modulePx) * lineBytes;
    const line = lines.subarray(first, first + lineBytes);
    drawRow(matrix, y, layout, line.subarray(1));
    for (let repeat = 1; repeat < modulePx; repeat += 1) lines[first + repeat * lineBytes] = filterUp;
  }
  return lines;
}

function drawRow(matrix: Matrix, y: number, { modulePx, quietPx }: Layout, pixels: Buffer): void {
  const { size, modules } = matrix;
  const rowStart = y * size;
  for (let x = 0; x < size; x += 1) {
    if (modules[rowStart + x] === 1) fillBits(pixels, quietPx + x * modulePx, quietPx + (x + 1) * modulePx);
  }
}

/** Sets the bits from `from` up to, but not including, `to`; bit 0 is the highest bit of the first byte. */
function fillBits(bytes: Buffer, from: number, to: number): void {
  const firstByte = from >> 3;
  const lastByte = to >> 3;
  const head = 0xff >> (from & 7);
  const tail = (0xff00 >> (to & 7)) & 0xff;
  if (firstByte === lastByte) {
    bytes[firstByte] = (bytes[firstByte] ?? 0) | (head & tail);
    return;
  }
  bytes[firstByte] = (bytes[firstByte] ?? 0) | head;
  bytes.fill(0xff, firstByte + 1, lastByte);
  if (tail !== 0) bytes[lastByte] = (bytes[lastByte] ?? 0) | tail;
}

/** The three last bytes are zero: deflate, the standard filters, not interlaced. */
function header(sidePx: number): Buffer {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(sidePx, 0);
  data.writeUInt32BE(sidePx, 4);
  data[8] = bitDepth;
  data[9] = colourTypePalette;
  return data;
}

function compress(lines: Buffer, sidePx: number): Buffer {
  const strategy = sidePx < runsAloneFromPx ? constants.Z_DEFAULT_STRATEGY : constants.Z_RLE;
  return deflateSync(lines, { level: deflateLevel, strategy });
}

/** Length, type, data, and the CRC of type and data (ISO/IEC 15948, 5.3). */
function chunk(type: string, data: Buffer): Buffer {
  const bytes = Buffer.alloc(data.length + 12);
  bytes.writeUInt32BE(data.length, 0);
  bytes.write(type, 4);
  data.copy(bytes, 8);
  bytes.writeUInt32BE(crc32(bytes.subarray(4, data.length + 8)), data.length + 8);
  return bytes;
}
