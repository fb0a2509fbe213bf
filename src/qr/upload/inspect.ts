import { refusePolyglot } from './polyglot.ts';
import { type CleanSvg, readSvg } from './read-svg.ts';
import { type PixelSize, refusal, uploadBytesMax } from './refusal.ts';
import { isJpeg, walkJpeg } from './walk-jpeg.ts';
import { isPng, walkPng } from './walk-png.ts';
import { isWebp, walkWebp } from './walk-webp.ts';

/** A file that says of itself nothing but what is true, as far as can be told without decoding it. */
export type Raster = PixelSize & { readonly bytes: Buffer } & (
    | { readonly kind: 'jpeg' | 'webp' }
    | {
        readonly kind: 'png';
        /** Compressed pixels, and how many bytes they unpack to if the header tells the truth. */
        readonly packed: Buffer;
        readonly unpackedBytes: number;
      }
  );
export type Inspected = Raster | { readonly kind: 'svg'; readonly svg: CleanSvg };

/** Kinds that people send by mistake, by how they begin. */
const strangers: readonly (readonly [prefix: RegExp, name: string])[] = [
  [/^GIF8/, 'a GIF'],
  [/^BM/, 'a BMP'],
  [/^(?:II\*\0|MM\0\*)/, 'a TIFF'],
  [/^%PDF/, 'a PDF'],
  [/^PK\x03\x04/, 'an archive'],
  [/^\x1f\x8b/, 'compressed'],
  [/^\0\0\0.ftyp/s, 'a HEIC, an AVIF or a film'],
  [/^(?:%!PS|\xc5\xd0\xd3\xc6)/, 'a PostScript file'],
  [/^\0\0\x01\0/, 'an icon'],
];

/** What can be told at a glance: length, and how it begins. */
export function checkKind(bytes: Buffer): void {
  if (bytes.length === 0) throw refusal('is empty');
  if (bytes.length > uploadBytesMax) throw refusal('is larger than 1 MB: save it smaller');
  if (isPng(bytes) || isJpeg(bytes) || isWebp(bytes) || looksLikeSvg(bytes)) return;
  const start = bytes.toString('latin1', 0, 16);
  const name = strangers.find(([prefix]) => prefix.test(start))?.[1] ?? 'no picture that is known here';
  throw refusal(`is ${name}: send a PNG, JPEG, WebP or SVG`);
}

/** Begins with markup, perhaps behind a byte order mark and white space. */
function looksLikeSvg(bytes: Buffer): boolean {
  return /^(?:\xef\xbb\xbf)?\s*</.test(bytes.toString('latin1', 0, 256));
}

export function inspectUpload(bytes: Buffer): Inspected {
  checkKind(bytes);
  return looksLikeSvg(bytes) ? { kind: 'svg', svg: readSvg(bytes, inspectRaster) } : inspectRaster(bytes);
}

function inspectRaster(bytes: Buffer): Raster {
  checkKind(bytes);
  const raster = readRaster(bytes);
  refusePolyglot(bytes);
  return raster;
}

function readRaster(bytes: Buffer): Raster {
  if (isPng(bytes)) return { kind: 'png', ...walkPng(bytes) };
  if (isJpeg(bytes)) return { kind: 'jpeg', bytes, ...walkJpeg(bytes) };
  if (isWebp(bytes)) return { kind: 'webp', bytes, ...walkWebp(bytes) };
  throw refusal('is an SVG that embeds no PNG, JPEG or WebP');
}
