/**
 * Judges and decodes one upload and ends: a process of its own, since only a process can be ended while a decoder is at
 * work, and takes along what it broke.
 */
import { setPriority } from 'node:os';
import { buffer } from 'node:stream/consumers';
import { Worker } from 'node:worker_threads';
import { createInflate } from 'node:zlib';
import { Resvg } from '@resvg/resvg-js';
import sharp, { type Sharp } from 'sharp';
import { PictureError } from '../errors.ts';
import { decoded, refused } from './decoder-words.ts';
import { inspectUpload, type Raster } from './inspect.ts';
import type { CleanSvg } from './read-svg.ts';
import { broken, logoSideMax, uploadPixelsMax } from './refusal.ts';

sharp.cache(false);
sharp.concurrency(1);
// Of the many formats that the library reads, those that are judged before.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({ operation: ['VipsForeignLoadPng', 'VipsForeignLoadJpeg', 'VipsForeignLoadWebp'] });

const watchFile = new URL(
  `./decoder-watch.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`,
  import.meta.url,
);

/** Of a message of a decoder. */
const wordsMax = 100;

const upload = await buffer(process.stdin);
const watch = new Worker(watchFile);
await new Promise((resolve) => watch.once('message', resolve));
// On Linux of this thread and those it will start: the watch, which is there already, goes before them.
setPriority(10);
process.stdout.write(await answer(upload), () => process.exit(0));

async function answer(bytes: Buffer): Promise<Buffer> {
  try {
    const inspected = inspectUpload(bytes);
    const picture = inspected.kind === 'svg' ? sharp(await draw(inspected.svg)) : await open(inspected);
    return Buffer.concat([Buffer.of(decoded), await keep(picture)]);
  } catch (error) {
    return Buffer.concat([Buffer.of(refused), Buffer.from(wordsOf(error))]);
  }
}

function wordsOf(error: unknown): string {
  if (error instanceof PictureError) return error.message;
  const words = (error instanceof Error ? error.message : String(error)).split('\n')[0]?.trim() ?? '';
  return `cannot be decoded (${words.slice(0, wordsMax)}): export it again`;
}

async function open(raster: Raster): Promise<Sharp> {
  if (raster.kind === 'png') await checkUnpacked(raster.packed, raster.unpackedBytes);
  // A PNG is known to be whole by now. The readers of JPEG and WebP warn where something is missing.
  const failOn = raster.kind === 'png' ? 'error' : 'warning';
  return sharp(raster.bytes, { failOn, limitInputPixels: uploadPixelsMax });
}

/** Upright as its EXIF says, in sRGB as its profile says, without either; not larger than is kept. */
function keep(picture: Sharp): Promise<Buffer> {
  return picture
    .autoOrient()
    .resize({ width: logoSideMax, height: logoSideMax, fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .ensureAlpha()
    .png({ compressionLevel: 6, palette: false })
    .toBuffer();
}

/** A header that tells less or more than there is lies. Counted in pieces: nothing is kept. */
async function checkUnpacked(packed: Buffer, wanted: number): Promise<void> {
  const inflate = createInflate({ chunkSize: 65_536 });
  let bytes = 0;
  inflate.end(packed);
  for await (const piece of inflate) {
    bytes += (piece as Buffer).length;
    if (bytes > wanted) throw broken('PNG', 'more pixels than its header says');
  }
  if (bytes < wanted) throw broken('PNG', 'fewer pixels than its header says');
}

/** No fonts, no files: everything that the markup names is in it. */
async function draw({ markup, images, width }: CleanSvg): Promise<Buffer> {
  const embedded: string[] = [];
  for (const image of images) {
    const png = await keep(await open(image));
    embedded.push(`data:image/png;base64,${png.toString('base64')}`);
  }
  const whole = markup.replace(/href="embedded:(\d)"/g, (_, index: string) => {
    return `href="${embedded[Number(index)] ?? ''}"`;
  });
  const drawing = new Resvg(whole, {
    font: { loadSystemFonts: false },
    fitTo: { mode: 'width', value: width },
    logLevel: 'off',
  });
  return drawing.render().asPng();
}
