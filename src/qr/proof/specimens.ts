import { Resvg } from '@resvg/resvg-js';
import sharp from 'sharp';
import type { Output, PictureSource, SymbolFacts } from '../../core/designs/picture.ts';
import type { ProofCondition } from '../../core/designs/proof.ts';
import { composeScene } from '../draw/compose-scene.ts';
import type { Scene } from '../draw/scene.ts';
import { fitSymbol } from '../fit.ts';
import { renderPicture } from '../render.ts';
import { outlineText } from '../words/outline.ts';
import { groundCodes, type Specimen } from './camera.ts';
import { drawPdfPage, type PagePixels } from './pdf-pixels.ts';
import { type Frame, isOpaque, rasterOf } from './raster.ts';

export type ProofFormat = ProofCondition['format'];
export const proofFormats: readonly ProofFormat[] = ['svg', 'png', 'pdf'];

/** An exported file: as pixels to damage, and as whoever opens the file sees it, on white. */
export interface ExportedSpecimen extends Specimen {
  readonly undamaged: Frame;
}

export interface Specimens {
  readonly symbol: SymbolFacts;
  readonly of: ReadonlyMap<ProofFormat, ExportedSpecimen>;
}

/** px of the longer side of a picture that is looked at, at most; the least of the sizes below may be more. */
const sidePxMax = 800;
/**
 * px of a module, the first that allows it. None that shares a factor with 8: jsQR tells dark from light by windows of
 * 8 px, which then lie on the modules as in no picture that a camera takes, so that it does not see colours of middle
 * lightness.
 */
const modulePxs = [9, 7] as const;
const modulePxMin = 5;
/** Two of the formats are looked at by a rasteriser of our choice: as many dots as there are px in the PNG. */
const cssDpi = 96;

/** The exported files of a picture, each opened by a program other than the one that made it. */
export async function exportSpecimens(
  source: PictureSource,
  formats: readonly ProofFormat[],
  signal?: AbortSignal,
): Promise<Specimens> {
  const matrix = fitSymbol(source);
  const scene = composeScene(source, matrix, outlineText);
  const specimens = new Map<ProofFormat, ExportedSpecimen>();
  for (const format of formats) {
    signal?.throwIfAborted();
    const px = pxOf(scene);
    const file = await renderPicture(source, outputOf(format, px));
    specimens.set(format, specimenOf(await openers[format](file.bytes, px), scene));
  }
  const { version, errorCorrection, mask, size } = matrix;
  return { symbol: { version, errorCorrection, mask, size }, of: specimens };
}

function pxOf({ width, height }: Scene): number {
  const side = Math.max(width, height);
  return width * (modulePxs.find((modulePx) => side * modulePx <= sidePxMax) ?? modulePxMin);
}

function outputOf(format: ProofFormat, px: number): Output {
  return { format, px, mm: null, dpi: cssDpi, bleedMm: 0, ink: 'rgb', spot: null };
}

type Pixels = PagePixels;

const openers: Readonly<Record<ProofFormat, (file: Uint8Array<ArrayBuffer>, px: number) => Promise<Pixels>>> =
  {
    svg: openSvg,
    png: openPng,
    pdf: openPdf,
  };

function specimenOf({ rgba, width, height }: Pixels, scene: Scene): ExportedSpecimen {
  const modulePx = width / scene.width;
  const { symbol } = scene;
  const onPaper = rasterOf(rgba, width, height, groundCodes.paper);
  return {
    onPaper,
    onWall: isOpaque(rgba) ? onPaper : rasterOf(rgba, width, height, groundCodes.wall),
    place: {
      left: symbol.x * modulePx,
      top: symbol.y * modulePx,
      side: symbol.size * modulePx,
      modulePx,
    },
    undamaged: { width, height, rgba: onWhite(rgba) },
  };
}

function onWhite(rgba: Uint8Array): Uint8ClampedArray<ArrayBuffer> {
  const laid = new Uint8ClampedArray(rgba.length).fill(255);
  for (let at = 0; at < rgba.length; at += 1) {
    if (at % 4 === 3) continue;
    const alpha = rgba[at - (at % 4) + 3] ?? 0;
    laid[at] = 255 + (((rgba[at] ?? 0) - 255) * alpha) / 255;
  }
  return laid;
}

/** By resvg: our own PNGs are made by librsvg, whose mistakes it does not share. */
async function openSvg(file: Uint8Array<ArrayBuffer>, px: number): Promise<Pixels> {
  const drawn = new Resvg(Buffer.from(file), {
    fitTo: { mode: 'width', value: px },
    font: { loadSystemFonts: false },
  }).render();
  return { rgba: unmultiply(drawn.pixels), width: drawn.width, height: drawn.height };
}

/** resvg's colours are multiplied by their opacity. */
function unmultiply(pixels: Uint8Array): Uint8Array {
  const plain = Uint8Array.from(pixels);
  for (let at = 0; at < plain.length; at += 4) {
    const alpha = plain[at + 3] ?? 0;
    if (alpha === 0 || alpha === 255) continue;
    for (let channel = 0; channel < 3; channel += 1) {
      plain[at + channel] = Math.round(((plain[at + channel] ?? 0) * 255) / alpha);
    }
  }
  return plain;
}

async function openPng(file: Uint8Array<ArrayBuffer>): Promise<Pixels> {
  const { data, info } = await sharp(file)
    .toColourspace('srgb')
    .ensureAlpha()
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  return { rgba: data, width: info.width, height: info.height };
}

async function openPdf(file: Uint8Array<ArrayBuffer>, px: number): Promise<Pixels> {
  return drawPdfPage(file, () => px, true);
}
