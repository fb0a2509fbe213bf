import type { Color, Gradient, Paint } from '../../core/designs/design.ts';
import { type GradientLine, gradientLine } from '../draw/gradient-line.ts';

/**
 * What readers make of a colour before they tell dark from light: grey, 0 to 255, of the sRGB values as they are. Each
 * weighs red, green and blue in its own way (ITU-R BT.601, BT.709, or green counted twice), so that a colour has several.
 */
export type Shades = readonly [number, number, number];

const weights: readonly Shades[] = [
  [0.299, 0.587, 0.114],
  [0.2126, 0.7152, 0.0722],
  [0.25, 0.5, 0.25],
];

export function shadesOf(color: Color): Shades {
  const rgb = Number.parseInt(color.slice(1), 16);
  return shadesOfRgb(rgb >> 16, (rgb >> 8) & 255, rgb & 255);
}

export function shadesOfRgb(red: number, green: number, blue: number): Shades {
  const [first, second, third] = weights.map(([r, g, b]) => r * red + g * green + b * blue);
  return [first ?? 0, second ?? 0, third ?? 0];
}

/**
 * What is dark must be this much darker than the ground to be told from it by every reader, in grey of 0 to 255: jsQR
 * takes a difference of 24 in a window of 8 px for one shade.
 */
const depthMin = 28;
/**
 * And at most this share as light. Readers compare a place with the mean of what is around it, some modules away;
 * windows of 8 px that are all light count for half as light as they are, so that less is left beside the quiet zone than
 * within the symbol. Measured: at the edge all are read up to 0.7, within up to 0.78. Where nothing is darker, as with one
 * colour for all modules, jsQR reads up to 0.54 at every size from 5 to 10 px a module but 8, up to 0.62 at most of
 * them, and up to 0.45 at those of 8, 12 and 16 px, on which its windows lie.
 */
const shareMaxes = {
  edge: [0.68, 0.68, 0.68],
  within: [0.75, 0.75, 0.75],
  even: [0.68, 0.61, 0.68],
  always: [0.68, 0.54, 0.68],
} as const satisfies Readonly<Record<string, Shades>>;
export type Whereabouts = keyof typeof shareMaxes;

/** Whether every reader tells dark from light here. */
export function isTold(lighter: Shades, darker: Shades, where: Whereabouts): boolean {
  return isAtMost(lighter, darker, shareMaxes[where]);
}

/** @param most Share as light, by weighing. */
export function isAtMost(lighter: Shades, darker: Shades, most: Shades): boolean {
  return lighter.every((light, weighing) => {
    const dark = darker[weighing] ?? light;
    return light - dark >= depthMin && dark <= light * (most[weighing] ?? 0);
  });
}

/**
 * For one part of an eye whose other part has `beside`: the darker that is, the darker is the mean around the eye. Of a
 * frame half of what is around is the quiet zone. Measured: beside black all are read up to 0.62, beside their own colour
 * up to 0.7.
 */
export function isToldInEye(part: EyePart, lighter: Shades, darker: Shades, beside: Shades): boolean {
  const { alone, share } = eyeShares[part];
  return lighter.every((light, weighing) => {
    const dark = darker[weighing] ?? light;
    const most = Math.min(alone + share * ((beside[weighing] ?? 0) / light), eyeShareMax);
    return light - dark >= depthMin && dark <= light * most;
  });
}

export type EyePart = 'frame' | 'ball';
const eyeShares = { frame: { alone: 0.595, share: 0.1 }, ball: { alone: 0.6, share: 0.22 } } as const;
const eyeShareMax = 0.69;

/** Whether to every reader the first is the darker one. */
export function isDarker(one: Shades, other: Shades): boolean {
  return one.every((shade, weighing) => shade < (other[weighing] ?? 0));
}

/** The shades of a paint at a place of the symbol as it is drawn, in modules from its top left. */
export type ShadesAt = (x: number, y: number) => Shades;

export function shadePaint(paint: Paint, size: number): ShadesAt {
  if (typeof paint === 'string') {
    const shades = shadesOf(paint);
    return () => shades;
  }
  return shadeGradient(paint, size);
}

/** Colours between two stops are mixed in sRGB, as SVG and PDF do, which mixes the shades alike. */
function shadeGradient(gradient: Gradient, size: number): ShadesAt {
  const offsetAt = measureOffset(gradientLine(gradient, { x: 0, y: 0, size }));
  const stops = gradient.stops
    .map(({ offset, color }) => ({ offset, shades: shadesOf(color) }))
    .sort((one, other) => one.offset - other.offset);
  return (x, y) => {
    const offset = offsetAt(x, y);
    const to = stops.find((stop) => stop.offset >= offset) ?? stops.at(-1);
    const from = stops.findLast((stop) => stop.offset <= offset) ?? stops[0];
    if (from === undefined || to === undefined) return shadesOf('#000000');
    const span = to.offset - from.offset;
    const share = span > 0 ? (offset - from.offset) / span : 0;
    const mix = (one: number, other: number) => one + share * (other - one);
    return [
      mix(from.shades[0], to.shades[0]),
      mix(from.shades[1], to.shades[1]),
      mix(from.shades[2], to.shades[2]),
    ];
  };
}

/** How far along a gradient a place is: 0 at its begin, 1 at its end. */
function measureOffset(line: GradientLine): (x: number, y: number) => number {
  if (line.type === 'radial') return (x, y) => Math.hypot(x - line.x, y - line.y) / line.radius;
  const [dx, dy] = [line.x2 - line.x1, line.y2 - line.y1];
  const squared = dx * dx + dy * dy;
  return (x, y) => ((x - line.x1) * dx + (y - line.y1) * dy) / squared;
}
