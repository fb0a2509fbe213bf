import { inflateSync } from 'node:zlib';
import type { LogoImage } from '../../core/designs/picture.ts';
import { unfilterRgba } from './unfilter-rgba.ts';

/** The pixels of a logo as it is kept: a PNG of our own making, 8 bits a channel, RGBA, not interlaced. */
export function readRgba({ png, width, height }: LogoImage): Buffer {
  const bytes = Buffer.from(png.buffer, png.byteOffset, png.byteLength);
  const header = bytes.subarray(16, 29).toString('hex');
  if (header !== expectedHeader(width, height)) {
    throw new TypeError('a logo is kept as a PNG of 8 bits a channel with transparency, not interlaced');
  }
  const lines = inflateSync(Buffer.concat(dataChunks(bytes)), { maxOutputLength: (width * 4 + 1) * height });
  return Buffer.from(unfilterRgba(lines, width, height).buffer);
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
