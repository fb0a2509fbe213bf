import { broken, checkSize, extended, type PixelSize, refusal, truncated } from './refusal.ts';

const knownChunks = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ICCP', 'EXIF', 'XMP ']);
const animationFlag = 0x02;

export function isWebp(bytes: Buffer): boolean {
  return bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP';
}

interface Chunk {
  readonly type: string;
  readonly data: Buffer;
}

/** RFC 9649, 2: the RIFF container must be as long as it says, and its chunks must fill it. */
export function walkWebp(bytes: Buffer): PixelSize {
  const end = 8 + bytes.readUInt32LE(4);
  if (end > bytes.length) throw truncated('WebP');
  if (end < bytes.length) throw extended('WebP');
  const chunks = readChunks(bytes);
  if (chunks.some(({ type, data }) => type.startsWith('AN') || isAnimated(type, data))) {
    throw refusal('is an animated WebP: send a picture that stands still');
  }
  const unknown = chunks.find(({ type }) => !knownChunks.has(type));
  if (unknown) throw broken('WebP', 'unknown chunk');
  const pictures = chunks.filter(({ type }) => type === 'VP8 ' || type === 'VP8L');
  const [picture, second] = pictures;
  if (!picture || second) throw broken('WebP', 'not one picture');
  const size = picture.type === 'VP8L' ? readLossless(picture.data) : readLossy(picture.data);
  checkSize(size);
  const canvas = chunks[0]?.type === 'VP8X' ? readCanvas(chunks[0].data) : size;
  if (canvas.width !== size.width || canvas.height !== size.height) throw broken('WebP', 'two sizes');
  return size;
}

function readChunks(bytes: Buffer): readonly Chunk[] {
  const chunks: Chunk[] = [];
  let at = 12;
  while (at < bytes.length) {
    if (at + 8 > bytes.length) throw truncated('WebP');
    const length = bytes.readUInt32LE(at + 4);
    const end = at + 8 + length;
    if (end > bytes.length) throw truncated('WebP');
    chunks.push({ type: bytes.toString('latin1', at, at + 4), data: bytes.subarray(at + 8, end) });
    // A byte of filling follows an odd length; some writers leave it out at the very end.
    at = end + (length % 2);
  }
  return chunks;
}

function isAnimated(type: string, data: Buffer): boolean {
  return type === 'VP8X' && ((data[0] ?? 0) & animationFlag) !== 0;
}

/** A frame tag of three bytes, a start code of three, then width and height in 14 bits each (RFC 6386, 9.1). */
function readLossy(data: Buffer): PixelSize {
  const isKeyFrame = ((data[0] ?? 1) & 1) === 0;
  if (data.length < 10 || !isKeyFrame || data.readUIntBE(3, 3) !== 0x9d012a) throw broken('WebP', 'header');
  return { width: data.readUInt16LE(6) & 0x3fff, height: data.readUInt16LE(8) & 0x3fff };
}

/** A signature byte, then width and height less 1 in 14 bits each (RFC 9649, 3.4). */
function readLossless(data: Buffer): PixelSize {
  if (data.length < 5 || data[0] !== 0x2f) throw broken('WebP', 'header');
  const bits = data.readUInt32LE(1);
  return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
}

/** Flags, three bytes left free, then width and height less 1 in three bytes each (RFC 9649, 2.7). */
function readCanvas(data: Buffer): PixelSize {
  if (data.length !== 10) throw broken('WebP', 'header');
  return { width: 1 + data.readUIntLE(4, 3), height: 1 + data.readUIntLE(7, 3) };
}
