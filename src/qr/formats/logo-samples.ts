import sharp from 'sharp';
import type { LogoImage } from '../../core/designs/picture.ts';
import type { ImageLayer, Scene } from '../draw/scene.ts';
import type { Ink } from './inks.ts';
import { readRgba } from './read-rgba.ts';
import { renderSceneSvg } from './svg.ts';

/** A logo as printing formats take it: one byte a component, row by row from the top. */
export interface LogoSamples {
  readonly colors: Buffer;
  /** How opaque each pixel is, or null where all are wholly so. */
  readonly alpha: Buffer | null;
}

export function logoSamples(logo: LogoImage, mode: Ink['mode']): LogoSamples {
  const rgba = readRgba(logo);
  const pixels = rgba.length / 4;
  const alpha = Buffer.alloc(pixels);
  for (let at = 0; at < pixels; at += 1) alpha[at] = rgba[4 * at + 3] ?? 0;
  return {
    colors: mode === 'rgb' ? colorsRgb(rgba) : colorsCmyk(rgba),
    alpha: alpha.every((value) => value === 255) ? null : alpha,
  };
}

/** A logo for formats without transparency: laid on what is below it. */
export interface LaidLogo {
  readonly colors: Buffer;
  /** px. */
  readonly width: number;
  readonly height: number;
}

/** Has its own pixels where one colour is below all of it, and as many as that needs where modules are. */
export async function logoSamplesOn(
  below: Scene,
  layer: ImageLayer,
  mode: Ink['mode'],
  dotsPerUnit: number,
): Promise<LaidLogo> {
  const { logo } = layer;
  const rgba = readRgba(logo);
  if (isOpaque(rgba)) return laid(rgba, logo, mode);
  const finely = finerSides(layer, dotsPerUnit);
  const ground = await rasteriseBox(below, layer, finely);
  const color = ground.subarray(0, 3);
  const isEven = ground.every((value, at) => value === color[at % 3]);
  if (isEven)
    return laid(
      blend(rgba, (_, channel) => color[channel] ?? 0),
      logo,
      mode,
    );
  const { width, height } = finely;
  const enlarged = await sharp(rgba, { raw: { width: logo.width, height: logo.height, channels: 4 } })
    .resize(width, height, { fit: 'fill' })
    .raw()
    .toBuffer();
  return laid(
    blend(enlarged, (pixel, channel) => ground[pixel * 3 + channel] ?? 0),
    finely,
    mode,
  );
}

interface Sides {
  readonly width: number;
  readonly height: number;
}

function laid(rgba: Buffer, { width, height }: Sides, mode: Ink['mode']): LaidLogo {
  return { colors: mode === 'rgb' ? colorsRgb(rgba) : colorsCmyk(rgba), width, height };
}

function isOpaque(rgba: Buffer): boolean {
  for (let at = 3; at < rgba.length; at += 4) if (rgba[at] !== 255) return false;
  return true;
}

/** px: of the longer side, as many as a logo of 600 dpi and 80 mm has. */
const sideMax = 2048;
/** px: edges of modules stay where they are to a sixteenth, however small it is printed. */
const perModuleMin = 16;

/** The logo's own px times a whole number. */
function finerSides({ logo, width }: ImageLayer, dotsPerUnit: number): Sides {
  const wanted = width * Math.max(dotsPerUnit, perModuleMin);
  const most = Math.floor(sideMax / Math.max(logo.width, logo.height));
  const times = Math.max(1, Math.min(most, Math.ceil(wanted / logo.width)));
  return { width: logo.width * times, height: logo.height * times };
}

/** Three bytes a pixel: the place of the logo in the picture without it, on white paper. */
async function rasteriseBox(below: Scene, layer: ImageLayer, { width, height }: Sides): Promise<Buffer> {
  const box = `${layer.x} ${layer.y} ${layer.width} ${layer.height}`;
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="${box}" ` +
    `preserveAspectRatio="none">${renderSceneSvg(below, below.width)}</svg>`;
  return await sharp(Buffer.from(svg)).flatten({ background: '#ffffff' }).raw().toBuffer();
}

/** Lays pixels, whose own transparency stays as it is, on those that are below them. */
function blend(rgba: Buffer, below: (pixel: number, channel: number) => number): Buffer {
  for (let at = 0; at < rgba.length; at += 4) {
    const share = (rgba[at + 3] ?? 0) / 255;
    for (let channel = 0; channel < 3; channel += 1) {
      const over = rgba[at + channel] ?? 0;
      rgba[at + channel] = Math.round(over * share + below(at / 4, channel) * (1 - share));
    }
  }
  return rgba;
}

function colorsRgb(rgba: Buffer): Buffer {
  const rgb = Buffer.alloc((rgba.length / 4) * 3);
  for (let from = 0, to = 0; from < rgba.length; from += 4, to += 3) {
    rgb[to] = rgba[from] ?? 0;
    rgb[to + 1] = rgba[from + 1] ?? 0;
    rgb[to + 2] = rgba[from + 2] ?? 0;
  }
  return rgb;
}

/** As the colours of a design are turned into inks, see `componentsOf`. */
function colorsCmyk(rgba: Buffer): Buffer {
  const cmyk = Buffer.alloc(rgba.length);
  for (let at = 0; at < rgba.length; at += 4) {
    const [red = 0, green = 0, blue = 0] = [rgba[at], rgba[at + 1], rgba[at + 2]];
    const light = Math.max(red, green, blue);
    if (light > 0) {
      cmyk[at] = Math.round(255 - (255 * red) / light);
      cmyk[at + 1] = Math.round(255 - (255 * green) / light);
      cmyk[at + 2] = Math.round(255 - (255 * blue) / light);
    }
    cmyk[at + 3] = 255 - light;
  }
  return cmyk;
}
