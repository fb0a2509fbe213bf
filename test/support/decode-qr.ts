import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import jsqr from 'jsqr';
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
  const { data, width, height } = await rasterise(image);
  const pixels = { data, width, height, colorSpace: 'srgb', pixelFormat: 'rgba-unorm8' } as const;
  const [code, ...others] = await readBarcodes(pixels, { formats: ['QRCode'] });
  return code?.isValid && others.length === 0 ? code.text : null;
}

/** The text of the QR code in a PNG, JPEG or SVG; null where there is none or it is unreadable. */
export async function decodeWithJsqr(image: Buffer): Promise<string | null> {
  const { data, width, height } = await rasterise(image);
  return jsqr.default(data, width, height)?.data ?? null;
}

async function rasterise(image: Buffer) {
  const { format, width = drawingPxMin } = await sharp(image).metadata();
  const enlargement = format === 'svg' ? Math.max(1, drawingPxMin / width) : 1;
  const { data, info } = await sharp(image, { density: drawingDpi * enlargement })
    .toColourspace('srgb')
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data: new Uint8ClampedArray(data), width: info.width, height: info.height };
}
