import type { Design } from '../../core/designs/design.ts';
import type { PictureSource } from '../../core/designs/picture.ts';
import { type Box, clearedBox, logoBox } from '../draw/cover.ts';
import type { Matrix } from '../matrix.ts';
import { parts } from '../structure/function-patterns.ts';
import { layOut } from '../structure/symbol-layout.ts';
import { type LogoPixels, lookAtLogo, lookedAt, seesDark } from './logo-pixels.ts';
import {
  type EyePart,
  isDarker,
  isTold,
  isToldInEye,
  type Shades,
  type ShadesAt,
  shadePaint,
  shadesOf,
  type Whereabouts,
} from './shades.ts';

/** What spoils a module; 0 is nothing. The larger one counts where two do. */
export const spoilers = { none: 0, colors: 1, eyes: 2, logo: 3 } as const;

/** How a symbol is read as it is drawn. */
export interface Reading {
  /** For every module of the upright symbol, row by row, one of `spoilers`. */
  readonly spoiled: Uint8Array;
  /** What is seen of every module: 1 is dark, as far as it can be told. */
  readonly seen: Uint8Array;
  /** Whether what should be dark is lighter than the ground wherever it can be told. */
  readonly inverted: boolean;
}

/** Eyes are drawn in two parts with colours of their own. */
interface Inks {
  /** Whether all modules are of one colour. */
  readonly isEven: boolean;
  readonly modules: ShadesAt;
  readonly frame: ShadesAt;
  readonly ball: ShadesAt;
}

/** What stands where the ground is transparent: paper. */
export const paper = '#ffffff';

/** @param pixels Of the logo. Without them anything may be read below it. */
export function readModules(source: PictureSource, matrix: Matrix, pixels: LogoPixels | null): Reading {
  const { design, logo } = source;
  const { size, version } = matrix;
  const { map } = layOut(version);
  const ground = shadesOf(design.background ?? paper);
  const inks = inksOf(design, size);
  const inverted = isInverted(inks, ground, size);
  const covers = coversOf(design, logo, size);
  const spoiled = new Uint8Array(size * size);
  const seen = new Uint8Array(size * size);
  const turn = turnBy(design.rotation, size);
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const at = y * size + x;
      const isDark = matrix.modules[at] === 1;
      const isEye = map[at] === parts.finder;
      const place = turn(x, y);
      const middle = { x: place.x + 0.5, y: place.y + 0.5 };
      const isCleared = covers !== null && !isEye && meets(covers.cleared, middle, 0);
      const isDrawn = isDark && !isCleared;
      const part = isEye ? eyePart(x, y, size) : null;
      const ink = inks[part ?? 'modules'];
      const shades = isDrawn ? ink(middle.x, middle.y) : ground;
      seen[at] = isDrawn ? 1 : 0;
      if (covers !== null && meets(covers.logo, middle, lookedAt)) {
        const look = inverted ? 'unknown' : lookAtLogo(pixels, covers.logo, middle, shades, ground);
        seen[at] = seesDark(pixels, covers.logo, middle, shades, ground) ? 1 : 0;
        if (look !== (isDark ? 'dark' : 'light')) spoiled[at] = spoilers.logo;
      } else if (isDark && isCleared) {
        spoiled[at] = spoilers.logo;
      } else if (isDark && !isToldFrom(ground, inks, part, place, size, inverted)) {
        spoiled[at] = isEye ? spoilers.eyes : spoilers.colors;
      }
    }
  }
  return { spoiled, seen, inverted };
}

/** @param part Of an eye; null for modules. */
function isToldFrom(
  ground: Shades,
  inks: Inks,
  part: EyePart | null,
  { x, y }: { readonly x: number; readonly y: number },
  size: number,
  inverted: boolean,
): boolean {
  const at = [x + 0.5, y + 0.5] as const;
  const shades = inks[part ?? 'modules'](...at);
  const where = inks.isEven && part === null ? 'even' : whereabouts(x, y, size);
  if (inverted) return isTold(shades, ground, where);
  if (part === null) return isTold(ground, shades, where);
  return isToldInEye(part, ground, shades, inks[part === 'frame' ? 'ball' : 'frame'](...at));
}

/** Modules; as far as readers look around a place. */
const edge = 4;

function whereabouts(x: number, y: number, size: number): Whereabouts {
  const last = size - 1;
  return Math.min(x, y, last - x, last - y) < edge ? 'edge' : 'within';
}

function inksOf(design: Design, size: number): Inks {
  const modules = shadePaint(design.modules.color, size);
  const own = (color: string | null) => (color === null ? modules : shadePaint(color, size));
  return {
    isEven: typeof design.modules.color === 'string',
    modules,
    frame: own(design.eyes.frame.color),
    ball: own(design.eyes.ball.color),
  };
}

/** A finder is a frame one module wide and a ball of three; between them is the ground. */
function eyePart(x: number, y: number, size: number): EyePart {
  const left = x < 7 ? 0 : size - 7;
  const top = y < 7 ? 0 : size - 7;
  const ring = Math.max(Math.abs(x - left - 3), Math.abs(y - top - 3));
  return ring > 1 ? 'frame' : 'ball';
}

/** By the mean of a few places: what is but light in parts is damage, not another polarity. */
function isInverted({ modules, ball }: Inks, ground: Shades, size: number): boolean {
  const places = [
    [0.1, 0.1],
    [0.9, 0.1],
    [0.1, 0.9],
    [0.9, 0.9],
    [0.5, 0.5],
  ] as const;
  const lighter = places.filter(([x, y]) => {
    const at = [x * size, y * size] as const;
    return isDarker(ground, modules(...at)) && isDarker(ground, ball(...at));
  });
  return lighter.length > places.length / 2;
}

interface Covers {
  readonly logo: Box;
  /** Where modules are left out; nowhere if the logo is laid over them. */
  readonly cleared: Box;
}

const nowhere: Box = { left: 0, top: 0, right: 0, bottom: 0 };

function coversOf(design: Design, logo: PictureSource['logo'], size: number): Covers | null {
  if (design.logo === null || logo === null) return null;
  const box = logoBox(design.logo, logo, size);
  return { logo: box, cleared: clearedBox(design.logo, box, size) ?? nowhere };
}

function meets(box: Box, { x, y }: { readonly x: number; readonly y: number }, around: number): boolean {
  return x > box.left - around && x < box.right + around && y > box.top - around && y < box.bottom + around;
}

/** Where a module of the upright symbol is in the turned one. */
function turnBy(
  rotation: Design['rotation'],
  size: number,
): (x: number, y: number) => { x: number; y: number } {
  const last = size - 1;
  switch (rotation) {
    case 0:
      return (x, y) => ({ x, y });
    case 90:
      return (x, y) => ({ x: last - y, y: x });
    case 180:
      return (x, y) => ({ x: last - x, y: last - y });
    case 270:
      return (x, y) => ({ x: y, y: last - x });
  }
}
