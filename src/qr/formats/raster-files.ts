import { constants } from 'node:zlib';
import sharp from 'sharp';
import type { Color } from '../../core/designs/design.ts';
import { withDensity, writePalettePng } from './png-file.ts';
import type { Raster, RasterDrawing } from './rasterise.ts';
import { withWebpDensity } from './webp-density.ts';

/** The smaller of palette and true colours, either without loss. */
export async function encodePng(raster: Raster, dpi: number): Promise<Buffer<ArrayBuffer>> {
  const indexed = indexColors(raster);
  if (indexed === null) {
    const image = isOpaque(raster) ? openRaster(raster).removeAlpha() : openRaster(raster);
    return withDensity(await image.png({ compressionLevel: trueColorLevel }).toBuffer(), dpi);
  }
  const { bitDepth, lines } = packLines(indexed.indexes, raster, indexed.colors.length);
  const { palette, alphas } = splitColors(indexed.colors);
  const { width, height } = raster;
  const compression = { level: deflateLevel, strategy: constants.Z_DEFAULT_STRATEGY };
  return writePalettePng({ width, height, bitDepth, palette, alphas, lines, dpi, ...compression });
}

/** In true colours and in one pass: for drawings of more colours than a palette has. */
export async function encodeDrawnPng({ svg, isOpaque }: RasterDrawing, dpi: number) {
  const image = isOpaque ? sharp(svg).removeAlpha() : sharp(svg);
  return withDensity(await image.png({ compressionLevel: trueColorLevel }).toBuffer(), dpi);
}

/** High, since JPEG rings at hard edges and a code is nothing else. */
const jpegQuality = 90;

/**
 * Colours at full resolution (4:4:4), since halving it smears the edges of coloured modules. JPEG has no transparency:
 * what shows through is laid on `ground`.
 */
export async function encodeJpeg(raster: Raster, dpi: number, ground: Color): Promise<Buffer<ArrayBuffer>> {
  const jpeg = await openRaster(raster)
    .flatten({ background: ground })
    .jpeg({ quality: jpegQuality, chromaSubsampling: '4:4:4' })
    .toBuffer();
  return withJfifDensity(jpeg, dpi);
}

/**
 * How long to look for the smaller file. Few colours are packed well and fast; with many the same effort halves the
 * file, and takes six times as long.
 */
const webpHaste = { fewColors: { effort: 1, quality: 20 }, manyColors: { effort: 0, quality: 20 } };

/** Without loss. */
export async function encodeWebp(raster: Raster, dpi: number): Promise<Buffer<ArrayBuffer>> {
  const haste = indexColors(raster) === null ? webpHaste.manyColors : webpHaste.fewColors;
  const webp = await openRaster(raster)
    .webp({ lossless: true, ...haste })
    .toBuffer();
  return withWebpDensity(webp, dpi);
}

function isOpaque({ rgba }: Raster): boolean {
  for (let at = 3; at < rgba.length; at += 4) {
    if (rgba[at] !== 255) return false;
  }
  return true;
}

function openRaster({ rgba, width, height }: Raster) {
  return sharp(rgba, { raw: { width, height, channels: 4 } });
}

const startOfImage = 2;

/** JFIF 1.02, page 5: the first segment, of version 1.2, densities by the inch, and no thumbnail. The encoder writes none. */
function withJfifDensity(jpeg: Buffer, dpi: number): Buffer<ArrayBuffer> {
  const segment = Buffer.from('ffe000104a46494600010201000000000000', 'hex');
  segment.writeUInt16BE(dpi, 12);
  segment.writeUInt16BE(dpi, 14);
  return Buffer.concat([jpeg.subarray(0, startOfImage), segment, jpeg.subarray(startOfImage)]);
}

/** Where the smaller file stops being worth its time. */
const deflateLevel = 6;
/** A sixth more than at 6 in two thirds of the time. */
const trueColorLevel = 4;
const paletteMax = 256;

interface IndexedColors {
  /** RGBA as one number, in the byte order of the machine. */
  readonly colors: readonly number[];
  readonly indexes: Buffer;
}

/** Null where there are more colours than a palette has. By runs of one colour, which is thrice as fast as by pixels. */
function indexColors({ rgba }: Raster): IndexedColors | null {
  const pixels = new Uint32Array(rgba.buffer, rgba.byteOffset, rgba.length / 4);
  const indexes = Buffer.alloc(pixels.length);
  const known = new Map<number, number>();
  for (let from = 0; from < pixels.length; ) {
    const pixel = pixels[from] ?? 0;
    const index = known.get(pixel) ?? known.size;
    if (index === known.size) {
      if (index === paletteMax) return null;
      known.set(pixel, index);
    }
    let to = from + 1;
    while (to < pixels.length && pixels[to] === pixel) to += 1;
    if (index > 0) indexes.fill(index, from, to);
    from = to;
  }
  return { colors: [...known.keys()], indexes };
}

function splitColors(colors: readonly number[]): { palette: Buffer; alphas: Buffer } {
  const bytes = Buffer.from(Uint32Array.from(colors).buffer);
  const palette = Buffer.alloc(colors.length * 3);
  const alphas = Buffer.alloc(colors.length);
  for (let at = 0; at < colors.length; at += 1) {
    bytes.copy(palette, at * 3, at * 4, at * 4 + 3);
    alphas[at] = bytes[at * 4 + 3] ?? 0;
  }
  const opaqueFrom = alphas.findLastIndex((alpha) => alpha !== 255) + 1;
  return { palette, alphas: alphas.subarray(0, opaqueFrom) };
}

const filterUp = 2;

/** As few bits a pixel as the number of colours allows. A line that is as the one above is filter "up" and zeros. */
function packLines(indexes: Buffer, { width, height }: Raster, colors: number) {
  const bitDepth = colors <= 2 ? 1 : colors <= 4 ? 2 : colors <= 16 ? 4 : 8;
  const lineBytes = 1 + Math.ceil((width * bitDepth) / 8);
  const lines = Buffer.alloc(lineBytes * height);
  for (let y = 0; y < height; y += 1) {
    const from = y * width;
    const line = lines.subarray(y * lineBytes, (y + 1) * lineBytes);
    if (y > 0 && indexes.compare(indexes, from - width, from, from, from + width) === 0) line[0] = filterUp;
    else if (bitDepth === 8) indexes.copy(line, 1, from, from + width);
    else packLine(indexes.subarray(from, from + width), bitDepth, line.subarray(1));
  }
  return { bitDepth, lines } as const;
}

/** The leftmost pixel is in the highest bits (ISO/IEC 15948, 7.2). */
function packLine(indexes: Buffer, bitDepth: number, packed: Buffer): void {
  for (let x = 0; x < indexes.length; x += 1) {
    const bit = x * bitDepth;
    const shift = 8 - bitDepth - (bit & 7);
    packed[bit >> 3] = (packed[bit >> 3] ?? 0) | ((indexes[x] ?? 0) << shift);
  }
}
