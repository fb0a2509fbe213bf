import { crc32, deflateSync } from 'node:zlib';

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const end = chunk('IEND', Buffer.alloc(0));
const colourTypePalette = 3;
const headerEnd = 33;

export interface PalettePicture {
  /** px. */
  readonly width: number;
  readonly height: number;
  readonly bitDepth: 1 | 2 | 4 | 8;
  /** Three bytes a colour. */
  readonly palette: Buffer;
  /** How opaque the first colours of the palette are, a byte each; the others are wholly so. */
  readonly alphas: Buffer;
  /** Rows of a filter byte and packed pixels. */
  readonly lines: Buffer;
  readonly dpi: number;
  readonly level: number;
  readonly strategy: number;
}

/** A PNG of palette colours, not interlaced (ISO/IEC 15948). */
export function writePalettePng(picture: PalettePicture): Buffer<ArrayBuffer> {
  const { lines, level, strategy, alphas } = picture;
  return Buffer.concat([
    signature,
    chunk('IHDR', headerOf(picture)),
    densityChunk(picture.dpi),
    chunk('PLTE', picture.palette),
    ...(alphas.length === 0 ? [] : [chunk('tRNS', alphas)]),
    chunk('IDAT', deflateSync(lines, { level, strategy })),
    end,
  ]);
}

/** The PNG with its density in place of what another writer said of it. */
export function withDensity(png: Buffer, dpi: number): Buffer<ArrayBuffer> {
  const kept: Buffer[] = [png.subarray(0, headerEnd), densityChunk(dpi)];
  for (let at = headerEnd; at + 8 <= png.length; ) {
    const next = at + 12 + png.readUInt32BE(at);
    if (png.toString('latin1', at + 4, at + 8) !== 'pHYs') kept.push(png.subarray(at, next));
    at = next;
  }
  return Buffer.concat(kept);
}

/** The three last bytes are zero: deflate, the standard filters, not interlaced. */
function headerOf({ width, height, bitDepth }: PalettePicture): Buffer {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(width, 0);
  data.writeUInt32BE(height, 4);
  data[8] = bitDepth;
  data[9] = colourTypePalette;
  return data;
}

const unitMetre = 1;

/** Pixels a metre, on both sides (ISO/IEC 15948, 11.3.5.3). */
function densityChunk(dpi: number): Buffer {
  const data = Buffer.alloc(9);
  const perMetre = Math.round(dpi / 0.0254);
  data.writeUInt32BE(perMetre, 0);
  data.writeUInt32BE(perMetre, 4);
  data[8] = unitMetre;
  return chunk('pHYs', data);
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
