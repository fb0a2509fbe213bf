import { crc32, inflateSync } from 'node:zlib';
import { broken, checkSize, extended, type PixelSize, refusal, truncated } from './refusal.ts';

/** ISO/IEC 15948, 5.2. */
const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Bits of a sample by colour type, and samples of a pixel (ISO/IEC 15948, table 11.1). */
const colourTypes: Readonly<
  Record<number, { readonly depths: readonly number[]; readonly samples: number }>
> = {
  0: { depths: [1, 2, 4, 8, 16], samples: 1 },
  2: { depths: [8, 16], samples: 3 },
  3: { depths: [1, 2, 4, 8], samples: 1 },
  4: { depths: [8, 16], samples: 2 },
  6: { depths: [8, 16], samples: 4 },
};
/** First column and row, and steps, of the seven passes of Adam7 (ISO/IEC 15948, 8.2). */
const adam7 = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;
/** What says how the pixels look. All other chunks are not even shown to the decoder: text can be a bomb of its own. */
const keptChunks = new Set(['IHDR', 'PLTE', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'iCCP', 'eXIf', 'IDAT', 'IEND']);
/** Unpacked; those of printers have some hundred kB. */
const profileBytesMax = 2_000_000;

export interface PngWalk extends PixelSize {
  readonly bitDepth: number;
  readonly colourType: number;
  readonly chunkTypes: readonly string[];
  /** The same picture without the chunks that say nothing of how it looks. */
  readonly bytes: Buffer;
  /** Compressed pixels, and how many bytes they unpack to if the header tells the truth. */
  readonly packed: Buffer;
  readonly unpackedBytes: number;
}

export function isPng(bytes: Buffer): boolean {
  return bytes.subarray(0, signature.length).equals(signature);
}

interface Chunk {
  readonly type: string;
  readonly data: Buffer;
  /** With length, type and CRC. */
  readonly whole: Buffer;
}

/** Walks every chunk to IEND, which must be the end of the file, and believes nothing. */
export function walkPng(bytes: Buffer): PngWalk {
  const chunks = readChunks(bytes);
  const [first] = chunks;
  if (first?.type !== 'IHDR' || first.data.length !== 13) throw broken('PNG', 'no header');
  const header = readHeader(first.data);
  checkOrder(chunks, header.colourType);
  for (const { type, data } of chunks) if (type === 'iCCP') checkProfile(data);
  const kept = chunks.filter(({ type }) => keptChunks.has(type));
  return {
    ...header,
    chunkTypes: chunks.map(({ type }) => type),
    bytes: Buffer.concat([signature, ...kept.map(({ whole }) => whole)]),
    packed: Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data)),
    unpackedBytes: unpackedBytesOf(header),
  };
}

function readChunks(bytes: Buffer): readonly Chunk[] {
  const chunks: Chunk[] = [];
  let at = signature.length;
  while (chunks.at(-1)?.type !== 'IEND') {
    if (at + 12 > bytes.length) throw truncated('PNG');
    const length = bytes.readUInt32BE(at);
    const end = at + 12 + length;
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (!/^[A-Za-z]{4}$/.test(type) || length > 0x7fff_ffff) throw broken('PNG', 'a chunk without a name');
    if (end > bytes.length) throw truncated('PNG');
    if (crc32(bytes.subarray(at + 4, end - 4)) !== bytes.readUInt32BE(end - 4)) {
      throw broken('PNG', `wrong checksum of ${type}`);
    }
    chunks.push({ type, data: bytes.subarray(at + 8, end - 4), whole: bytes.subarray(at, end) });
    at = end;
  }
  if (at !== bytes.length) throw extended('PNG');
  return chunks;
}

interface Header extends PixelSize {
  readonly bitDepth: number;
  readonly colourType: number;
  readonly interlaced: boolean;
}

function readHeader(data: Buffer): Header {
  const [bitDepth = 0, colourType = 0, compression, filter, interlace = 0] = data.subarray(8);
  const header = {
    width: data.readUInt32BE(0),
    height: data.readUInt32BE(4),
    bitDepth,
    colourType,
    interlaced: interlace === 1,
  };
  checkSize(header);
  const isKnown = colourTypes[colourType]?.depths.includes(bitDepth) ?? false;
  if (!isKnown || compression !== 0 || filter !== 0 || interlace > 1) {
    throw broken('PNG', 'a header that no PNG has');
  }
  return header;
}

/** ISO/IEC 15948, 5.6; a chunk whose name begins with a capital letter may not be skipped (5.4). */
function checkOrder(chunks: readonly Chunk[], colourType: number): void {
  const types = chunks.map(({ type }) => type);
  if (types.some((type) => type === 'acTL' || type === 'fcTL' || type === 'fdAT')) {
    throw refusal('is an animated PNG: send a picture that stands still');
  }
  const unknown = types.find((type) => /^[A-Z]/.test(type) && !keptChunks.has(type));
  if (unknown !== undefined) throw broken('PNG', `unknown chunk ${unknown}`);
  for (const once of ['IHDR', 'PLTE', 'tRNS', 'iCCP', 'eXIf', 'IEND']) {
    if (types.indexOf(once) !== types.lastIndexOf(once)) throw broken('PNG', `${once} twice`);
  }
  const firstData = types.indexOf('IDAT');
  const lastData = types.lastIndexOf('IDAT');
  if (firstData === -1) throw broken('PNG', 'no pixels');
  const together = types.slice(firstData, lastData + 1).every((type) => type === 'IDAT');
  if (!together || chunks.at(-1)?.data.length !== 0) throw broken('PNG', 'chunks in disorder');
  const palette = types.indexOf('PLTE');
  if (palette > firstData || (colourType === 3 && palette === -1)) throw broken('PNG', 'no palette');
}

/** A name, NUL, 0 for deflate, and the packed profile (ISO/IEC 15948, 11.3.3.3). */
function checkProfile(data: Buffer): void {
  const nameEnd = data.indexOf(0);
  if (nameEnd < 1 || nameEnd > 79 || data[nameEnd + 1] !== 0) throw broken('PNG', 'colour profile');
  try {
    inflateSync(data.subarray(nameEnd + 2), { maxOutputLength: profileBytesMax });
  } catch (error) {
    throw refusal('has a colour profile that is damaged or far too large: export it without one', error);
  }
}

/** Every line has a filter byte in front; of an interlaced one, every line of every pass that has pixels. */
function unpackedBytesOf({ width, height, bitDepth, colourType, interlaced }: Header): number {
  const pixelBits = bitDepth * (colourTypes[colourType]?.samples ?? 0);
  const bytesOf = (columns: number, rows: number) =>
    columns < 1 || rows < 1 ? 0 : rows * (1 + Math.ceil((columns * pixelBits) / 8));
  if (!interlaced) return bytesOf(width, height);
  return adam7.reduce((sum, [left, top, stepX, stepY]) => {
    return sum + bytesOf(Math.ceil((width - left) / stepX), Math.ceil((height - top) / stepY));
  }, 0);
}
