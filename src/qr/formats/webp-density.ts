const headerBytes = 12;
const flagExif = 0x08;
const flagAlpha = 0x10;

/**
 * A lossless WebP with its density. WebP knows one only as EXIF, which asks for the extended form of the file (WebP
 * Container Specification, "Extended File Format"); what sharp writes for it names a colour profile as well, which is
 * as large as a small picture.
 */
export function withWebpDensity(webp: Buffer, dpi: number): Buffer<ArrayBuffer> {
  if (webp.toString('latin1', 8, 16) !== 'WEBPVP8L')
    throw new Error('not a lossless WebP of the simple form');
  // Width and height less one, 14 bits each, and whether any pixel is transparent (WebP Lossless Bitstream, 3).
  const size = webp.readUInt32LE(21);
  const extended = Buffer.alloc(10);
  extended[0] = flagExif | ((size >>> 28) & 1 ? flagAlpha : 0);
  extended.writeUIntLE(size & 0x3fff, 4, 3);
  extended.writeUIntLE((size >>> 14) & 0x3fff, 7, 3);
  const chunks = [chunk('VP8X', extended), webp.subarray(headerBytes), chunk('EXIF', densityOf(dpi))];
  const bytes = Buffer.concat([webp.subarray(0, headerBytes), ...chunks]);
  bytes.writeUInt32LE(bytes.length - 8, 4);
  return bytes;
}

/** Padded to an even number of bytes, which its length does not count. */
function chunk(type: string, data: Buffer): Buffer {
  const bytes = Buffer.alloc(8 + data.length + (data.length & 1));
  bytes.write(type, 0, 'latin1');
  bytes.writeUInt32LE(data.length, 4);
  data.copy(bytes, 8);
  return bytes;
}

const tags = { xResolution: 0x011a, yResolution: 0x011b, resolutionUnit: 0x0128 } as const;
const types = { short: 3, rational: 5 } as const;
const unitInch = 2;
const fractionsAt = 8 + 2 + 3 * 12 + 4;

/** TIFF 6.0, section 2: one directory of three entries, of which two stand behind it as fractions. */
function densityOf(dpi: number): Buffer {
  const tiff = Buffer.alloc(fractionsAt + 2 * 8);
  tiff.write('II*\0', 0, 'latin1');
  tiff.writeUInt32LE(8, 4);
  tiff.writeUInt16LE(3, 8);
  const entries = [
    [tags.xResolution, types.rational, fractionsAt],
    [tags.yResolution, types.rational, fractionsAt + 8],
    [tags.resolutionUnit, types.short, unitInch],
  ] as const;
  for (const [index, [tag, type, value]] of entries.entries()) {
    const at = 10 + 12 * index;
    tiff.writeUInt16LE(tag, at);
    tiff.writeUInt16LE(type, at + 2);
    tiff.writeUInt32LE(1, at + 4);
    tiff.writeUInt32LE(value, at + 8);
  }
  for (const at of [fractionsAt, fractionsAt + 8]) {
    tiff.writeUInt32LE(dpi, at);
    tiff.writeUInt32LE(1, at + 4);
  }
  return tiff;
}
