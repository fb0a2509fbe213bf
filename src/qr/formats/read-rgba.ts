import { inflateSync } from 'node:zlib';
import type { LogoImage } from '../../core/designs/picture.ts';

const bytesPerPixel = 4;

/** The pixels of a logo as it is kept: a PNG of our own making, 8 bits a channel, RGBA, not interlaced. */
export function readRgba({ png, width, height }: LogoImage): Buffer {
  const bytes = Buffer.from(png.buffer, png.byteOffset, png.byteLength);
  const header = bytes.subarray(16, 29).toString('hex');
  if (header !== expectedHeader(width, height)) {
    throw new TypeError('a logo is kept as a PNG of 8 bits a channel with transparency, not interlaced');
  }
  const lines = inflateSync(Buffer.concat(dataChunks(bytes)), { maxOutputLength: (width * 4 + 1) * height });
  return unfilter(lines, width * bytesPerPixel, height);
}

/** Bit depth 8, colour type 6, and the standard's only compression and filters (ISO/IEC 15948, 11.2.2). */
function expectedHeader(width: number, height: number): string {
  return `${width.toString(16).padStart(8, '0')}${height.toString(16).padStart(8, '0')}0806000000`;
}

function dataChunks(png: Buffer): Buffer[] {
  const found: Buffer[] = [];
  for (let at = 8; at + 8 <= png.length; ) {
    const end = at + 8 + png.readUInt32BE(at);
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') found.push(png.subarray(at + 8, end));
    at = end + 4;
  }
  return found;
}

/** ISO/IEC 15948, 9.2: each byte was stored as the difference to what its neighbours foretell. */
function unfilter(lines: Buffer, lineBytes: number, height: number): Buffer {
  const pixels = Buffer.alloc(lineBytes * height);
  for (let y = 0; y < height; y += 1) {
    const filter = lines[y * (lineBytes + 1)] ?? 0;
    const from = y * (lineBytes + 1) + 1;
    const to = y * lineBytes;
    for (let x = 0; x < lineBytes; x += 1) {
      const left = x < bytesPerPixel ? 0 : (pixels[to + x - bytesPerPixel] ?? 0);
      const up = y === 0 ? 0 : (pixels[to + x - lineBytes] ?? 0);
      const upLeft = x < bytesPerPixel || y === 0 ? 0 : (pixels[to + x - lineBytes - bytesPerPixel] ?? 0);
      pixels[to + x] = (lines[from + x] ?? 0) + foretell(filter, left, up, upLeft);
    }
  }
  return pixels;
}

function foretell(filter: number, left: number, up: number, upLeft: number): number {
  if (filter === 0) return 0;
  if (filter === 1) return left;
  if (filter === 2) return up;
  return filter === 3 ? (left + up) >> 1 : paeth(left, up, upLeft);
}

/** ISO/IEC 15948, 9.4: the neighbour nearest to left + up − upLeft. */
function paeth(left: number, up: number, upLeft: number): number {
  const fromLeft = Math.abs(up - upLeft);
  const fromUp = Math.abs(left - upLeft);
  const fromUpLeft = Math.abs(left + up - 2 * upLeft);
  if (fromLeft <= fromUp && fromLeft <= fromUpLeft) return left;
  return fromUp <= fromUpLeft ? up : upLeft;
}
