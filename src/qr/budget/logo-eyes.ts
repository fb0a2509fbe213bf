import type { LogoPixels } from './logo-pixels.ts';
import { type Shades, shadesOfRgb } from './shades.ts';

/**
 * The width of a module of what looks like an eye in a logo, in px of it: dark and light are as wide as 1 : 1 : 3 : 1 : 1
 * across, down and aslant through one point (ISO/IEC 18004:2015, 6.3.3.1), and readers may take it for one. The largest
 * of several; 0 if there is none.
 */
export function measureEye(pixels: LogoPixels, ground: Shades): number {
  const { width, height } = pixels;
  const isDark = darknessOf(pixels, ground);
  const step = Math.max(1, Math.floor(height / linesMax));
  let largest = 0;
  for (let y = 0; y < height; y += step) {
    for (const across of eyesAlong(width, (at) => isDark(at, y))) {
      if (across.module <= largest) continue;
      const column = Math.round(across.middle);
      const isEye = eyesAlong(height, (at) => isDark(column, at)).some(
        (down) =>
          isAlike(across, down, y) && isAslant(isDark, pixels, column, Math.round(down.middle), down.module),
      );
      if (isEye) largest = across.module;
    }
  }
  return largest;
}

/** Lines of a logo that are looked at: the ball of an eye that is a tenth of it is met by several. */
const linesMax = 60;

/** What looks like an eye along a line, in px. */
interface Eye {
  readonly middle: number;
  readonly module: number;
}

/** Of one size both ways, and the line across runs through the ball. */
function isAlike(across: Eye, down: Eye, y: number): boolean {
  const ratio = across.module / down.module;
  return ratio > 1 / alikeMax && ratio < alikeMax && Math.abs(down.middle - y) <= 1.5 * down.module + 1;
}

const alikeMax = 1.5;

/** Whether dark, light and dark follow each other aslant too, to at least three of the four corners. */
function isAslant(
  isDark: IsDark,
  { width, height }: LogoPixels,
  x: number,
  y: number,
  module: number,
): boolean {
  const corners = [-1, 1].flatMap((down) => [-1, 1].map((right) => ({ down, right })));
  const found = corners.filter(({ down, right }) => {
    const dark = aslant.map((share) => {
      const [column, row] = [Math.round(x + right * share * module), Math.round(y + down * share * module)];
      return column >= 0 && row >= 0 && column < width && row < height && isDark(column, row);
    });
    const light = dark.indexOf(false);
    return light > 0 && dark.includes(true, light);
  });
  return found.length >= aslantMin;
}

/** Modules from the middle: steps of a quarter, to the outer corner of a square eye. */
const aslant = Array.from({ length: 14 }, (_, step) => (step + 1) / 4);
const aslantMin = 3;

/** As wide as they should be, in modules, and by how much a part may be off: readers are generous. */
const expected = [1, 1, 3, 1, 1];
const tolerance = 0.5;

function eyesAlong(length: number, isDark: (at: number) => boolean): readonly Eye[] {
  const runs = runsAlong(length, isDark);
  const eyes: Eye[] = [];
  for (const [index, run] of runs.entries()) {
    const widths = runs.slice(index, index + expected.length).map(({ from, to }) => to - from);
    if (!run.dark || widths.length < expected.length) continue;
    const module = widths.reduce((sum, width) => sum + width, 0) / 7;
    const looksSo = widths.every((width, part) => {
      const share = expected[part] ?? 1;
      return Math.abs(width - share * module) < share * module * tolerance;
    });
    const ball = runs[index + 2];
    if (looksSo && ball !== undefined) eyes.push({ middle: (ball.from + ball.to - 1) / 2, module });
  }
  return eyes;
}

type IsDark = (x: number, y: number) => boolean;

interface Run {
  readonly dark: boolean;
  readonly from: number;
  readonly to: number;
}

function runsAlong(length: number, isDark: (at: number) => boolean): readonly Run[] {
  const runs: Run[] = [];
  let from = 0;
  for (let at = 1; at <= length; at += 1) {
    const dark = isDark(from);
    if (at < length && isDark(at) === dark) continue;
    runs.push({ dark, from, to: at });
    from = at;
  }
  return runs;
}

/** By half of the ground's light, over the ground. Colours that are near to it may be taken either way: as dark here. */
function darknessOf({ rgba, width }: LogoPixels, ground: Shades): IsDark {
  return (x, y) => {
    const at = 4 * (y * width + x);
    const opaque = (rgba[at + 3] ?? 255) / 255;
    const [own] = shadesOfRgb(rgba[at] ?? 0, rgba[at + 1] ?? 0, rgba[at + 2] ?? 0);
    return own * opaque + ground[0] * (1 - opaque) < ground[0] * darkShare;
  };
}

const darkShare = 0.7;
