import type { ErrorCorrection } from './matrix.ts';

export interface ImageOptions {
  /** Width and height in px, 64 to 4096. */
  readonly size: number;
  /** Quiet zone in modules, 0 to 16. ISO/IEC 18004:2015, 6.3.8 asks for 4. */
  readonly margin: number;
  /** `#rrggbb`. */
  readonly dark: string;
  /** `#rrggbb`. */
  readonly light: string;
}

export const defaultImageOptions: ImageOptions = Object.freeze({
  size: 512,
  margin: 4,
  dark: '#000000',
  light: '#ffffff',
});

const sizePxMin = 64;
const sizePxMax = 4096;
const marginModulesMax = 16;

/**
 * Least difference between the luminances (0 to 1) of the two colours. Below a symbol contrast of 20 % a code
 * gets grade 0 of ISO/IEC 15415:2011, 7.8.3, which is a fail; luminance stands in for the reflectance on paper.
 */
const contrastMin = 0.2;

type ImageQuery =
  | { ok: true; options: ImageOptions; errorCorrection?: ErrorCorrection }
  | { ok: false; parameter: string; message: string };

type Rejection = Extract<ImageQuery, { ok: false }>;
type Query = Readonly<Record<string, string | undefined>>;

/**
 * Reads `size`, `margin`, `dark` or `color`, `light` or `bgcolor`, `ecc` or `error_correction`. Where both names
 * of a pair are given the first counts; what is absent or empty takes its default; other parameters are ignored.
 */
export function parseImageQuery(sent: Query): ImageQuery {
  const query = Object.fromEntries(Object.entries(sent).filter(([, value]) => value !== ''));
  const size = parseWhole(query, 'size', sizePxMin, sizePxMax, defaultImageOptions.size);
  if (typeof size === 'object') return size;
  const margin = parseWhole(query, 'margin', 0, marginModulesMax, defaultImageOptions.margin);
  if (typeof margin === 'object') return margin;
  const dark = parseColour(query, ['dark', 'color'], defaultImageOptions.dark);
  if (typeof dark === 'object') return dark;
  const light = parseColour(query, ['light', 'bgcolor'], defaultImageOptions.light);
  if (typeof light === 'object') return light;
  if (Math.abs(luminance(dark) - luminance(light)) < contrastMin) return rejectContrast(query);
  const errorCorrection = parseErrorCorrection(query);
  if (typeof errorCorrection === 'object') return errorCorrection;
  const options = { size, margin, dark, light };
  return errorCorrection === undefined ? { ok: true, options } : { ok: true, options, errorCorrection };
}

function parseWhole(
  query: Query,
  name: string,
  min: number,
  max: number,
  absent: number,
): number | Rejection {
  const text = query[name];
  if (text === undefined) return absent;
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= min && value <= max) return value;
  return reject(name, `${name} must be a whole number from ${min} to ${max}`);
}

function parseColour(query: Query, names: readonly [string, string], absent: string): string | Rejection {
  const name = chooseName(query, names);
  const text = query[name];
  if (text === undefined) return absent;
  const digits = /^#?([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(text)?.[1]?.toLowerCase();
  if (digits === undefined) {
    return reject(name, `${name} must be a colour of 3 or 6 hexadecimal digits, such as 1a2b3c`);
  }
  return `#${digits.length === 3 ? digits.replace(/./g, '$&$&') : digits}`;
}

function parseErrorCorrection(query: Query): ErrorCorrection | undefined | Rejection {
  const name = chooseName(query, ['ecc', 'error_correction']);
  const level = query[name]?.toUpperCase();
  if (level === undefined || level === 'L' || level === 'M' || level === 'Q' || level === 'H') return level;
  return reject(name, `${name} must be one of L, M, Q, H`);
}

/** The fault is told of the colour that was given; of the dark one if both were. */
function rejectContrast(query: Query): Rejection {
  const darkName = chooseName(query, ['dark', 'color']);
  const lightName = chooseName(query, ['light', 'bgcolor']);
  const parameter = query[darkName] === undefined ? lightName : darkName;
  return reject(parameter, `${darkName} and ${lightName} are too alike for a scanner to tell them apart`);
}

function chooseName(query: Query, [first, second]: readonly [string, string]): string {
  return query[first] === undefined && query[second] !== undefined ? second : first;
}

function reject(parameter: string, message: string): Rejection {
  return { ok: false, parameter, message };
}

/** Relative luminance of an sRGB colour, 0 to 1 (WCAG 2.2, definition of relative luminance). */
function luminance(colour: string): number {
  const rgb = Number.parseInt(colour.slice(1), 16);
  const [red = 0, green = 0, blue = 0] = [rgb >> 16, (rgb >> 8) & 255, rgb & 255].map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
