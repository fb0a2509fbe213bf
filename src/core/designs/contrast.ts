import type { Color, Paint } from './design.ts';

/**
 * Least difference between the luminances (0 to 1) of two colours that a scanner is to tell apart. Below a symbol
 * contrast of 20 % a code gets grade 0 of ISO/IEC 15415:2011, 7.8.3, which is a fail; luminance stands in for the
 * reflectance on paper.
 */
const contrastMin = 0.2;

/** Points at which a stretch between two stops is looked at: between them it can be darker than both. */
const looks = 8;

/** Whether a scanner can tell a paint from the background, all of it on the same side of it. */
export function isReadableOn(background: Color, paint: Paint): boolean {
  const ground = luminanceOf(background);
  const differences = luminancesOf(paint).map((luminance) => luminance - ground);
  return (
    differences.every((difference) => difference >= contrastMin) ||
    differences.every((difference) => difference <= -contrastMin)
  );
}

/** Relative luminance of an sRGB colour, 0 to 1 (WCAG 2.2, definition of relative luminance). */
export function luminanceOf(color: Color): number {
  return luminanceOfChannels(channelsOf(color));
}

/** Of a gradient, at all its stops and some places between them. */
export function luminancesOf(paint: Paint): readonly number[] {
  if (typeof paint === 'string') return [luminanceOf(paint)];
  const colors = paint.stops.map((stop) => channelsOf(stop.color));
  return colors.flatMap((from, index) => {
    const to = colors[index + 1];
    if (to === undefined) return [luminanceOfChannels(from)];
    return Array.from({ length: looks }, (_, look) => luminanceOfChannels(between(from, to, look / looks)));
  });
}

type Channels = readonly [red: number, green: number, blue: number];

function channelsOf(color: Color): Channels {
  const rgb = Number.parseInt(color.slice(1), 16);
  return [rgb >> 16, (rgb >> 8) & 255, rgb & 255];
}

function between(from: Channels, to: Channels, share: number): Channels {
  const [red, green, blue] = from;
  return [red + (to[0] - red) * share, green + (to[1] - green) * share, blue + (to[2] - blue) * share];
}

function luminanceOfChannels(channels: Channels): number {
  const [red, green, blue] = channels;
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function linear(channel: number): number {
  const share = channel / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}
