import type { Box } from '../draw/cover.ts';
import { isAtMost, type Shades, shadesOfRgb } from './shades.ts';

/** The pixels of a logo: 4 bytes each (red, green, blue and how opaque, not premultiplied), row by row from the top. */
export interface LogoPixels {
  readonly rgba: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** What a reader takes a place for; `unknown` where it may depend on the reader. */
type Look = 'dark' | 'light' | 'unknown';

/** Readers look at this far around the middle of a module to each side, in modules, for errors in finding it. */
export const lookedAt = 0.25;
/** Places looked at, of each of which all must look alike. */
const steps = [-1, -0.5, 0, 0.5, 1];

/**
 * What is seen of a logo in the middle of a module, over what lies below it.
 *
 * @param middle In modules of the drawn symbol.
 */
export function lookAtLogo(
  pixels: LogoPixels | null,
  box: Box,
  middle: { readonly x: number; readonly y: number },
  below: Shades,
  ground: Shades,
): Look {
  if (pixels === null) return 'unknown';
  let look: Look | null = null;
  for (const down of steps) {
    for (const right of steps) {
      const shades = shadesIn(pixels, box, middle.x + right * lookedAt, middle.y + down * lookedAt, below);
      const here = judge(shades, ground);
      if (here === 'unknown' || (look !== null && here !== look)) return 'unknown';
      look = here;
    }
  }
  return look ?? 'unknown';
}

/** What most readers see in the middle of a module, where `lookAtLogo` would not rely on it. */
export function seesDark(
  pixels: LogoPixels | null,
  box: Box,
  { x, y }: { readonly x: number; readonly y: number },
  below: Shades,
  ground: Shades,
): boolean {
  if (pixels === null) return false;
  const [shade] = shadesIn(pixels, box, x, y, below);
  return shade < ground[0] * seenShare;
}

const seenShare = 0.7;

/** Large areas of one colour are compared with themselves, so that they must be darker than modules. */
const darkShareMaxes: Shades = [0.6, 0.6, 0.6];
/** What is nearly as light as the ground is taken for it, whatever stands around. */
const lightShareMin = 0.9;

function judge(shades: Shades, ground: Shades): Look {
  if (isAtMost(ground, shades, darkShareMaxes)) return 'dark';
  return shades.every((shade, weighing) => shade >= (ground[weighing] ?? 255) * lightShareMin)
    ? 'light'
    : 'unknown';
}

function shadesIn(
  { rgba, width, height }: LogoPixels,
  box: Box,
  x: number,
  y: number,
  below: Shades,
): Shades {
  const column = Math.floor(((x - box.left) / (box.right - box.left)) * width);
  const row = Math.floor(((y - box.top) / (box.bottom - box.top)) * height);
  if (column < 0 || column >= width || row < 0 || row >= height) return below;
  const at = 4 * (row * width + column);
  const opaque = (rgba[at + 3] ?? 255) / 255;
  const own = shadesOfRgb(rgba[at] ?? 0, rgba[at + 1] ?? 0, rgba[at + 2] ?? 0);
  const mix = (weighing: 0 | 1 | 2) => own[weighing] * opaque + below[weighing] * (1 - opaque);
  return [mix(0), mix(1), mix(2)];
}
