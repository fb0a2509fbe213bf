import { mapPlanes, type Raster } from './raster.ts';

/** Adds a border of one grey on every side. */
export function padRaster(raster: Raster, border: number, light: number): Raster {
  const width = raster.width + 2 * border;
  const height = raster.height + 2 * border;
  const planes = raster.planes.map((plane) => {
    const padded = new Float32Array(width * height).fill(light);
    for (let y = 0; y < raster.height; y += 1) {
      padded.set(plane.subarray(y * raster.width, (y + 1) * raster.width), (y + border) * width + border);
    }
    return padded;
  });
  return { width, height, planes };
}

/** Beyond, a Gaussian is below 1/90 of its height. */
const reachSigmas = 3;

/** A Gaussian of `sigma` px; at the edges the outermost pixels go on for ever. */
export function blurRaster(raster: Raster, sigma: number): Raster {
  const reach = Math.ceil(sigma * reachSigmas);
  if (reach < 1) return raster;
  const weights = gaussian(sigma, reach);
  return mapPlanes(raster, (plane) => {
    const across = blurRows(plane, raster.width, raster.height, weights, reach);
    return blurColumns(across, raster.width, raster.height, weights, reach);
  });
}

function gaussian(sigma: number, reach: number): Float32Array {
  const weights = Float32Array.from({ length: 2 * reach + 1 }, (_, index) =>
    Math.exp(-((index - reach) ** 2) / (2 * sigma * sigma)),
  );
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

function blurRows(
  plane: Float32Array,
  width: number,
  height: number,
  weights: Float32Array,
  reach: number,
): Float32Array {
  const blurred = new Float32Array(plane.length);
  const line = new Float32Array(width + 2 * reach);
  for (let y = 0; y < height; y += 1) {
    const row = y * width;
    line.fill(plane[row] ?? 0, 0, reach);
    line.set(plane.subarray(row, row + width), reach);
    line.fill(plane[row + width - 1] ?? 0, reach + width);
    for (let x = 0; x < width; x += 1) {
      let sum = 0;
      for (let tap = 0; tap < weights.length; tap += 1) sum += (line[x + tap] ?? 0) * (weights[tap] ?? 0);
      blurred[row + x] = sum;
    }
  }
  return blurred;
}

/** Row by row as well, which memory likes better. */
function blurColumns(
  plane: Float32Array,
  width: number,
  height: number,
  weights: Float32Array,
  reach: number,
): Float32Array {
  const blurred = new Float32Array(plane.length);
  for (let y = 0; y < height; y += 1) {
    const to = y * width;
    for (let tap = 0; tap < weights.length; tap += 1) {
      const from = Math.max(0, Math.min(height - 1, y + tap - reach)) * width;
      const weight = weights[tap] ?? 0;
      for (let x = 0; x < width; x += 1) {
        blurred[to + x] = (blurred[to + x] ?? 0) + (plane[from + x] ?? 0) * weight;
      }
    }
  }
  return blurred;
}
