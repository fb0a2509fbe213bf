import type { Output } from '../../core/designs/picture.ts';
import { PictureError } from '../errors.ts';

/** Where a picture lies on whole pixels or printer dots. */
export interface Dots {
  /** Of the whole file. */
  readonly width: number;
  readonly height: number;
  /** Dots a module, on both sides. */
  readonly perModule: number;
  /** Left of and above the picture; what is left over right of and below it is as much or one more. */
  readonly offset: number;
}

/** As wide as an image may be that is asked for in px. */
const widthMax = 4096;

/**
 * Every module is the same whole number of dots. A picture in px is exactly as wide as was asked for, and what is left
 * over surrounds it; one in mm is at most as wide, and nothing surrounds it.
 *
 * @param picture Its sides in modules, whole ones.
 * @throws {PictureError} `px` or `mm` where less than one dot is left for a module, or more dots are needed than allowed.
 */
export function chooseDots(
  picture: { readonly width: number; readonly height: number },
  { px, mm, dpi }: Pick<Output, 'px' | 'mm' | 'dpi'>,
): Dots {
  const field = mm === null ? 'px' : 'mm';
  // A millionth keeps 25.4 mm at 203 dpi from being 202 dots by the rounding of floating point.
  const wanted = mm === null ? px : Math.floor((mm / 25.4) * dpi + 1e-6);
  const perModule = Math.floor(wanted / picture.width);
  if (perModule < 1) throw new PictureError(field, tooSmall(picture.width, mm === null ? null : dpi));
  const width = mm === null ? wanted : perModule * picture.width;
  if (width > widthMax) throw new PictureError(field, tooLarge(width, dpi));
  const left = width - perModule * picture.width;
  return { width, height: perModule * picture.height + left, perModule, offset: Math.floor(left / 2) };
}

function tooSmall(modules: number, dpi: number | null): string {
  if (dpi === null) return `the picture is ${modules} modules wide and needs at least as many px`;
  const mm = Math.ceil((modules / dpi) * 25.4 * 10) / 10;
  return `the picture is ${modules} modules wide and needs at least ${mm} mm at ${dpi} dpi`;
}

function tooLarge(dots: number, dpi: number): string {
  return `${dots} dots at ${dpi} dpi are more than ${widthMax}: ask for less, or for SVG or PDF`;
}
