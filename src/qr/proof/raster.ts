/**
 * Pixels as amounts of light, 0 to 1, since lenses blur light and lamps scale it, not the codes of sRGB. One plane
 * where red, green and blue are equal everywhere, otherwise three in this order. Row by row from the top left.
 */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly planes: readonly Float32Array[];
}

/** What a decoder is given: RGBA, opaque, as a camera's frame. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8ClampedArray<ArrayBuffer>;
}

/** sRGB codes to light (IEC 61966-2-1). */
const lightOf = Float32Array.from({ length: 256 }, (_, code) => {
  const value = code / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
});

const codeSteps = 4096;
const codeOf = Uint8Array.from({ length: codeSteps + 1 }, (_, step) => {
  const light = step / codeSteps;
  return Math.round(255 * (light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055));
});

/** The code of sRGB, 0 to 255, of an amount of light; what is brighter than white is white. */
export function encodeLight(light: number): number {
  return light >= 1 ? 255 : light <= 0 ? 0 : (codeOf[(light * codeSteps + 0.5) | 0] ?? 0);
}

export function decodeLight(code: number): number {
  return lightOf[code] ?? 0;
}

/** Black ink reflects some 2 % (a density of 1.7): no print is darker. */
const inkLight = decodeLight(40);

/** Prints pixels on a ground of one grey (a code of sRGB). */
export function rasterOf(
  rgba: Uint8Array | Uint8ClampedArray,
  width: number,
  height: number,
  ground: number,
): Raster {
  const planes = Array.from({ length: isGrey(rgba) ? 1 : 3 }, () => new Float32Array(width * height));
  for (const [channel, plane] of planes.entries()) {
    for (let pixel = 0; pixel < plane.length; pixel += 1) {
      const alpha = (rgba[pixel * 4 + 3] ?? 0) / 255;
      const code = (rgba[pixel * 4 + channel] ?? 0) * alpha + ground * (1 - alpha);
      plane[pixel] = Math.max(inkLight, decodeLight(Math.round(code)));
    }
  }
  return { width, height, planes };
}

function isGrey(rgba: Uint8Array | Uint8ClampedArray): boolean {
  for (let at = 0; at < rgba.length; at += 4) {
    if (rgba[at] !== rgba[at + 1] || rgba[at] !== rgba[at + 2]) return false;
  }
  return true;
}

export function isOpaque(rgba: Uint8Array | Uint8ClampedArray): boolean {
  for (let at = 3; at < rgba.length; at += 4) if (rgba[at] !== 255) return false;
  return true;
}

export function mapPlanes(raster: Raster, change: (plane: Float32Array) => Float32Array): Raster {
  return { ...raster, planes: raster.planes.map(change) };
}
