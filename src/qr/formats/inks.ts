import type { Color, Gradient } from '../../core/designs/design.ts';
import { gradientLine } from '../draw/gradient-line.ts';
import { decimal } from './operator-pen.ts';

/** What colours are printed with. */
export interface Ink {
  readonly mode: 'rgb' | 'cmyk';
  /** Name of the spot colour that modules and eyes are printed with; null: none. */
  readonly spot: string | null;
}

const black = '#000000';

/** Red, green and blue, 0 to 1 each. */
function rgbOf(color: Color): readonly [number, number, number] {
  const rgb = Number.parseInt(color.slice(1), 16);
  return [(rgb >> 16) / 255, ((rgb >> 8) & 255) / 255, (rgb & 255) / 255];
}

/**
 * Cyan, magenta, yellow and black, 0 to 1 each, without a colour profile and with full black generation: what the three
 * colours have in common is printed with black alone (PostScript Language Reference, 3rd ed., 7.2.3 and 7.2.4, black
 * generation and undercolour removal of 100 %), scaled so that full colours stay full. Greys become black ink alone,
 * which needs no register.
 */
function cmykOf(color: Color): readonly [number, number, number, number] {
  const [red, green, blue] = rgbOf(color);
  const light = Math.max(red, green, blue);
  if (light === 0) return [0, 0, 0, 1];
  return [1 - red / light, 1 - green / light, 1 - blue / light, 1 - light];
}

/** Its components in the colour space of the ink, as PDF and PostScript write them. */
export function componentsOf(color: Color, mode: Ink['mode']): string {
  return (mode === 'rgb' ? rgbOf(color) : cmykOf(color)).map(decimal).join(' ');
}

/** Sets the colour that is filled with, by PDF's operators; black is black ink alone in both modes. */
export function fillOperator(color: Color, mode: Ink['mode']): string {
  if (mode === 'cmyk') return `${componentsOf(color, mode)} k\n`;
  return color === black ? '0 g\n' : `${componentsOf(color, mode)} rg\n`;
}

/** The name of the space that the components of an ink are in. */
export function deviceSpaceOf(mode: Ink['mode']): string {
  return mode === 'rgb' ? '/DeviceRGB' : '/DeviceCMYK';
}

/**
 * The dictionary of an axial or radial shading over the unit square, y downwards. PDF and PostScript Level 3 write it
 * alike (ISO 32000-1, 8.7.4.5.3 and 8.7.4.5.4).
 */
export function shadingOf(gradient: Gradient, mode: Ink['mode']): string {
  const line = gradientLine(gradient, { x: 0, y: 0, size: 1 });
  const axis =
    line.type === 'linear'
      ? `/ShadingType 2 /Coords [${[line.x1, line.y1, line.x2, line.y2].map(decimal).join(' ')}]`
      : `/ShadingType 3 /Coords [0.5 0.5 0 0.5 0.5 ${decimal(line.radius)}]`;
  const blend = blendOf(gradient.stops, mode);
  return `<< ${axis} /ColorSpace ${deviceSpaceOf(mode)} /Extend [true true] /Function ${blend} >>`;
}

/** One exponential function for each pair of stops, stitched together (ISO 32000-1, 7.10.3 and 7.10.4). */
function blendOf(stops: Gradient['stops'], mode: Ink['mode']): string {
  const sorted = spanned(stops);
  const pairs = sorted.slice(1).map((to, at) => ({ from: sorted[at] ?? to, to }));
  const parts = pairs.map(
    ({ from, to }) =>
      `<< /FunctionType 2 /Domain [0 1] /C0 [${componentsOf(from.color, mode)}] ` +
      `/C1 [${componentsOf(to.color, mode)}] /N 1 >>`,
  );
  const bounds = sorted.slice(1, -1).map(({ offset }) => decimal(offset));
  const encode = pairs.map(() => '0 1').join(' ');
  return (
    `<< /FunctionType 3 /Domain [0 1] /Functions [${parts.join(' ')}] ` +
    `/Bounds [${bounds.join(' ')}] /Encode [${encode}] >>`
  );
}

/** Of the unit that offsets are told apart by: `decimal` keeps four places. */
const offsetsPerUnit = 1e4;

/**
 * From 0 to 1, and strictly rising, as bounds of functions must (ISO 32000-1, 7.10.4): what lies outside the first and
 * the last stop has their colour, and of two stops at one offset, a hard edge, the later one comes a hair after it.
 */
function spanned(stops: Gradient['stops']): { offset: number; color: Color }[] {
  const [first] = stops;
  const last = stops.at(-1);
  if (first === undefined || last === undefined) throw new RangeError('a gradient has at least two stops');
  const whole = [...stops];
  if (first.offset > 0) whole.unshift({ ...first, offset: 0 });
  if (last.offset < 1) whole.push({ ...last, offset: 1 });
  let before = -1;
  return whole.map(({ offset, color }, at) => {
    const highest = offsetsPerUnit - (whole.length - 1 - at);
    before = Math.min(Math.max(Math.round(offset * offsetsPerUnit), before + 1), highest);
    return { offset: before / offsetsPerUnit, color };
  });
}
