import { constants } from 'node:zlib';
import type { Color, Design } from '../../core/designs/design.ts';
import type { Output } from '../../core/designs/picture.ts';
import { walkTurned } from '../draw/symbol-grid.ts';
import type { Matrix } from '../matrix.ts';
import { chooseDots, type Dots } from './dots.ts';
import { writePalettePng } from './png-file.ts';

/**
 * The level is where the smaller file stops being worth its time. Large images are nearly all runs of zeros:
 * there, looking for runs alone is three times as fast, and for codes of links the file is no larger.
 */
const deflateLevel = 5;
const runsAloneFromPx = 2048;

/** The colour of a design that is squares of one colour and nothing else; null for all others. */
export function findPlainColor({ modules, eyes, logo, frame }: Design): Color | null {
  const { color } = modules;
  if (typeof color !== 'string' || logo !== null || frame !== null) return null;
  const parts = [{ shape: modules.shape, color: null }, eyes.frame, eyes.ball];
  const isPlain = parts.every((part) => part.shape === 'square' && (part.color ?? color) === color);
  return isPlain ? color : null;
}

/**
 * A PNG of two palette colours, one bit a pixel: what is left over where a module is a whole number of pixels widens
 * the quiet zone. Needs no rasteriser.
 */
export function renderPlainPng(
  matrix: Matrix,
  color: Color,
  { background, quiet_zone: quiet, rotation }: Design,
  output: Pick<Output, 'px' | 'mm' | 'dpi'>,
): { bytes: Buffer<ArrayBuffer>; width: number; height: number } {
  const side = matrix.size + 2 * quiet;
  const dots = chooseDots({ width: side, height: side }, output);
  const bytes = writePalettePng({
    width: dots.width,
    height: dots.height,
    bitDepth: 1,
    palette: Buffer.from((background ?? '#ffffff').slice(1) + color.slice(1), 'hex'),
    alphas: Buffer.alloc(background === null ? 1 : 0),
    lines: scanLines(matrix, rotation, dots, dots.offset + quiet * dots.perModule),
    dpi: output.dpi,
    level: deflateLevel,
    strategy: dots.width < runsAloneFromPx ? constants.Z_DEFAULT_STRATEGY : constants.Z_RLE,
  });
  return { bytes, width: dots.width, height: dots.height };
}

const filterUp = 2;

/**
 * Rows of a filter byte and packed pixels, palette index 1 (dark) as bit 1. The first line of a module row is
 * stored as it is; each further line is the filter "up", that is, zeros alone, which deflate makes nearly nothing
 * of. The light margins are zeros too.
 */
function scanLines(matrix: Matrix, rotation: Design['rotation'], dots: Dots, quietPx: number): Buffer {
  const { width, height, perModule } = dots;
  const { size } = matrix;
  const { start, right, down } = walkTurned(size, rotation);
  const lineBytes = 1 + Math.ceil(width / 8);
  const lines = Buffer.alloc(lineBytes * height);
  for (let y = 0; y < size; y += 1) {
    const first = (quietPx + y * perModule) * lineBytes;
    const pixels = lines.subarray(first + 1, first + lineBytes);
    for (let x = 0; x < size; x += 1) {
      if (matrix.modules[start + y * down + x * right] !== 1) continue;
      fillBits(pixels, quietPx + x * perModule, quietPx + (x + 1) * perModule);
    }
    for (let repeat = 1; repeat < perModule; repeat += 1) lines[first + repeat * lineBytes] = filterUp;
  }
  return lines;
}

/** Sets the bits from `from` up to, but not including, `to`; bit 0 is the highest bit of the first byte. */
function fillBits(bytes: Buffer, from: number, to: number): void {
  const firstByte = from >> 3;
  const lastByte = to >> 3;
  const head = 0xff >> (from & 7);
  const tail = (0xff00 >> (to & 7)) & 0xff;
  if (firstByte === lastByte) {
    bytes[firstByte] = (bytes[firstByte] ?? 0) | (head & tail);
    return;
  }
  bytes[firstByte] = (bytes[firstByte] ?? 0) | head;
  bytes.fill(0xff, firstByte + 1, lastByte);
  if (tail !== 0) bytes[lastByte] = (bytes[lastByte] ?? 0) | tail;
}
