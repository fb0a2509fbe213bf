import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import jsqr from 'jsqr';
import decodeQR from 'qr/decode.js';
import sharp from 'sharp';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';

/** Without the binary the reader would fetch it from the network. */
const wasm = readFileSync(fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm')));
prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer } });

/** A drawing has no pixels of its own: it is looked at this large, so that its modules are several pixels wide. */
const drawingPxMin = 1024;
const drawingDpi = 72;

/** The text of the one QR code in a PNG, JPEG or SVG; null where there is none, several, or an unreadable one. */
export async function decodeWithZxing(image: Buffer): Promise<string | null> {
  return await readWithZxing(await rasterise(image));
}

/** The text of the QR code in a PNG, JPEG or SVG; null where there is none or it is unreadable. */
export async function decodeWithJsqr(image: Buffer): Promise<string | null> {
  return readWithJsqr(await rasterise(image));
}

/** As both of them read it, from the same pixels; a drawing is looked at `drawingPx` wide at least. */
export async function decodeWithBoth(
  image: Buffer,
  drawingPx = drawingPxMin,
): Promise<Readonly<Record<'zxing' | 'jsqr', string | null>>> {
  const pixels = await rasterise(image, drawingPx);
  return { zxing: await readWithZxing(pixels), jsqr: readWithJsqr(pixels) };
}

interface Pixels {
  readonly data: Uint8ClampedArray<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
}

async function readWithZxing({ data, width, height }: Pixels): Promise<string | null> {
  const pixels = { data, width, height, colorSpace: 'srgb', pixelFormat: 'rgba-unorm8' } as const;
  const [code, ...others] = await readBarcodes(pixels, { formats: ['QRCode'] });
  return code?.isValid && others.length === 0 ? code.text : null;
}

/** It looks for light on dark only where dark on light is not found. */
function readWithJsqr({ data, width, height }: Pixels): string | null {
  const read = (inversionAttempts: 'dontInvert' | 'attemptBoth') =>
    jsqr.default(data, width, height, { inversionAttempts })?.data;
  return read('dontInvert') ?? read('attemptBoth') ?? null;
}

/** What is allowed to the reader of `qr` for second looks: its own limit is that of a video, which a busy machine misses. */
const secondLooksMs = 5_000;

/** Pixels as three readers see them: the text that each of them reads, null where it reads none. */
export async function decodeWithAll(pixels: {
  readonly data: Uint8ClampedArray<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
}): Promise<Readonly<Record<'zxing' | 'jsqr' | 'qr', string | null>>> {
  const { data, width, height } = pixels;
  const image = { data, width, height, colorSpace: 'srgb', pixelFormat: 'rgba-unorm8' } as const;
  const [code] = await readBarcodes(image, { formats: ['QRCode'] });
  return {
    zxing: code?.isValid ? code.text : null,
    jsqr: jsqr.default(data, width, height, { inversionAttempts: 'dontInvert' })?.data ?? null,
    qr: decodeWithQr({ data, width, height }),
  };
}

function decodeWithQr(pixels: { data: Uint8ClampedArray; width: number; height: number }): string | null {
  try {
    return decodeQR(pixels, { timeLimit: secondLooksMs });
  } catch {
    // It throws for what it cannot read.
    return null;
  }
}

/** A PNG, JPEG, WebP or SVG as pixels on white. */
export async function readPixels(image: Uint8Array) {
  const { data, info } = await sharp(image)
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data: new Uint8ClampedArray(data), width: info.width, height: info.height };
}

async function rasterise(image: Buffer, drawingPx = drawingPxMin) {
  const { format, width = drawingPx } = await sharp(image).metadata();
  const enlargement = format === 'svg' ? Math.max(1, drawingPx / width) : 1;
  const { data, info } = await sharp(image, { density: drawingDpi * enlargement })
    .toColourspace('srgb')
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data: new Uint8ClampedArray(data), width: info.width, height: info.height };
}
