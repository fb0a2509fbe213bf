import { crc32, deflateSync } from 'node:zlib';

/** Files that nobody sends by mistake, made by hand. */
const pngSignature = Buffer.from('89504e470d0a1a0a', 'hex');

export function pngChunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const crc = Buffer.alloc(4);
  crc.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, crc]);
}

export interface PngParts {
  readonly width: number;
  readonly height: number;
  /** Bytes that the pixels unpack to; by default as many as the header says, of RGBA with 8 bits. */
  readonly unpacked?: number;
  readonly bitDepth?: number;
  readonly colourType?: number;
  readonly interlaced?: boolean;
  /** Between header and pixels. */
  readonly extra?: readonly Buffer[];
}

export function makePng(parts: PngParts): Buffer {
  const { width, height, bitDepth = 8, colourType = 6, interlaced = false, extra = [] } = parts;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([bitDepth, colourType, 0, 0, interlaced ? 1 : 0], 8);
  const unpacked = parts.unpacked ?? height * (1 + width * 4);
  return Buffer.concat([
    pngSignature,
    pngChunk('IHDR', header),
    ...extra,
    pngChunk('IDAT', deflateSync(Buffer.alloc(unpacked, 0), { level: 9 })),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

/** An archive of one empty file, as it would be put behind a picture. */
export function makeZip(): Buffer {
  const local = Buffer.concat([
    Buffer.from('504b0304', 'hex'),
    Buffer.alloc(22),
    Buffer.from([1, 0, 0, 0]),
    Buffer.from('a'),
  ]);
  const entry = Buffer.concat([
    Buffer.from('504b0102', 'hex'),
    Buffer.alloc(24),
    Buffer.from([1, 0]),
    Buffer.alloc(16),
    Buffer.from('a'),
  ]);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 'latin1');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(entry.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, entry, end]);
}

export function svg(inside: string, attributes = 'viewBox="0 0 100 100"'): Buffer {
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${attributes}>${inside}</svg>`,
  );
}

/** Each group uses the one before twice, so many levels deep. */
export function laughing(levels: number, reference = (id: string) => `<use href="#${id}"/>`): string {
  const groups = Array.from({ length: levels }, (_, level) => {
    const before = reference(`g${level}`);
    return `<g id="g${level + 1}">${before}${before}</g>`;
  });
  return `<defs><rect id="g0" width="9" height="9"/>${groups.join('')}</defs>${reference(`g${levels}`)}`;
}

/** A quiet picture of every kind of file that is taken. */
export const flat = {
  rect: '<rect width="100" height="100" fill="#c03020"/>',
} as const;
