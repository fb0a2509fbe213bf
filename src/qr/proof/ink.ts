import { openRandom } from './random.ts';
import { decodeLight, encodeLight, mapPlanes, type Raster } from './raster.ts';

/**
 * Ink that runs (radius above 0) or does not reach the edges (below 0), by so many px on every side. What is dark
 * grows or shrinks, whichever of modules and background that is.
 */
export function spreadInk(raster: Raster, radiusPx: number): Raster {
  const radius = Math.abs(radiusPx);
  const whole = Math.floor(radius);
  const part = radius - whole;
  const isGain = radiusPx > 0;
  return mapPlanes(raster, (plane) => {
    const inner = whole === 0 ? plane : spreadPlane(plane, raster, whole, isGain);
    if (part === 0) return inner;
    const outer = spreadPlane(plane, raster, whole + 1, isGain);
    return outer.map((value, index) => value * part + (inner[index] ?? 0) * (1 - part));
  });
}

/** The darkest (or lightest) within a disc around each pixel. */
function spreadPlane(
  plane: Float32Array,
  { width, height }: Raster,
  radius: number,
  isGain: boolean,
): Float32Array {
  const spread = Float32Array.from(plane);
  for (let dy = -radius; dy <= radius; dy += 1) {
    const reach = Math.floor(Math.sqrt(radius * radius - dy * dy + radius * discRounding));
    for (let dx = -reach; dx <= reach; dx += 1) {
      for (let y = Math.max(0, -dy); y < Math.min(height, height - dy); y += 1) {
        const to = y * width;
        const from = (y + dy) * width + dx;
        for (let x = Math.max(0, -dx); x < Math.min(width, width - dx); x += 1) {
          const near = plane[from + x] ?? 0;
          const here = spread[to + x] ?? 0;
          if (isGain ? near < here : near > here) spread[to + x] = near;
        }
      }
    }
  }
  return spread;
}

/** Makes discs of 1 and 2 px rounder than crosses. */
const discRounding = 0.5;

/** Amount of red, green and blue in the grey of a copier (ITU-R BT.601, luma of codes). */
const greyWeights = [0.299, 0.587, 0.114] as const;
const streakCount = 12;

/**
 * A printer without colours: `toner` is how much of the black it still gives, 0 to 1; `streaks` how much of that is
 * missing at the worst in bands along the way of the paper.
 */
export function printGrey(raster: Raster, toner: number, streaks: number): Raster {
  const { width, height, planes } = raster;
  const [first] = planes;
  if (first === undefined) return raster;
  const bands = bandsOf(width, streaks);
  const grey = first.map((value, index) => {
    const code =
      planes.length === 1
        ? encodeLight(value)
        : planes.reduce(
            (sum, plane, channel) => sum + encodeLight(plane[index] ?? 0) * (greyWeights[channel] ?? 0),
            0,
          );
    const left = toner * (1 - (bands[index % width] ?? 0));
    return decodeLight(Math.round(255 - (255 - code) * left));
  });
  return { width, height, planes: [grey] };
}

function bandsOf(width: number, streaks: number): Float32Array {
  const random = openRandom('streaks');
  const bands = new Float32Array(width);
  for (let count = 0; count < streakCount; count += 1) {
    const middle = random() * width;
    const reach = (0.005 + 0.02 * random()) * width;
    const depth = streaks * (0.4 + 0.6 * random());
    for (let x = Math.max(0, Math.ceil(middle - reach)); x < Math.min(width, middle + reach); x += 1) {
      bands[x] = Math.max(bands[x] ?? 0, depth);
    }
  }
  return bands;
}
