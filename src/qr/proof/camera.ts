import { printGrey, spreadInk } from './ink.ts';
import { blurRaster, padRaster } from './lens.ts';
import { lightFieldOf } from './light.ts';
import type { Pose, Shot } from './matrix.ts';
import { type FindSpot, findSpotOf, reachOf, type Spot } from './pose.ts';
import { openRandom } from './random.ts';
import { decodeLight, encodeLight, type Frame, type Raster } from './raster.ts';
import { type SymbolPlace, stainRaster } from './stain.ts';

/** An exported file as pixels. */
export interface Specimen {
  /** As printed on paper, and on a dark wall; they differ where there is no background. */
  readonly onPaper: Raster;
  readonly onWall: Raster;
  readonly place: SymbolPlace;
}

/** Codes of sRGB of what pictures lie on. */
export const groundCodes = { paper: 255, wall: 40 } as const;

/** Modules of the surroundings that are in view on every side. */
const surroundModules = 5;
/** A preview of 1,080 px on its shorter side, three fifths of it filled: more detail of a large symbol no phone sees. */
const framePxMax = 640;
/** Of a pixel of the sensor and the lens before it, sigma in px of the frame. */
const apertureSigmaPx = 0.45;

/** What a camera sees of a specimen. The same seed gives the same grains, stains and places between pixels. */
export function takePicture(specimen: Specimen, shot: Shot, seed: string): Frame {
  const printed = soil(specimen, shot, seed);
  const modulePx = seenModulePx(specimen, shot);
  const filePx = specimen.place.modulePx;
  const ground = decodeLight(groundCodes[shot.on]);
  const sigma = Math.hypot(shot.blur * filePx, (apertureSigmaPx * filePx) / modulePx);
  const border = Math.ceil(2 * sigma) + 1;
  const blurred = blurRaster(padRaster(printed, border, ground), sigma);
  const view = viewOf(specimen, shot.pose, modulePx);
  const projected = project(blurred, view, filePx / modulePx, modulePx, ground, seed);
  return develop(projected, shot, seed);
}

/** px a module that a shot comes to: large symbols do not fit a frame at the size that was wished for. */
export function seenModulePx(specimen: Specimen, shot: Shot): number {
  const { reach } = viewOf(specimen, shot.pose, 1);
  return Math.min(shot.modulePx, framePxMax / 2 / Math.max(reach.x, reach.y));
}

function soil({ onPaper, onWall, place }: Specimen, shot: Shot, seed: string): Raster {
  let raster = shot.on === 'paper' ? onPaper : onWall;
  if (shot.grey !== null) raster = printGrey(raster, shot.grey.toner, shot.grey.streaks);
  if (shot.ink !== 0) raster = spreadInk(raster, shot.ink * place.modulePx);
  if (shot.stain !== null) raster = stainRaster(raster, place, shot.stain, `${seed} stain`);
  return raster;
}

interface View {
  readonly width: number;
  readonly height: number;
  readonly findSpot: FindSpot;
  /** From the middle to the edges, with surroundings, in modules. */
  readonly reach: { readonly x: number; readonly y: number };
}

function viewOf({ onPaper, place }: Specimen, pose: Pose, modulePx: number): View {
  const width = onPaper.width / place.modulePx;
  const height = onPaper.height / place.modulePx;
  const seen = reachOf(pose, width, height);
  const reach = { x: seen.x + surroundModules, y: seen.y + surroundModules };
  return {
    width: Math.round(2 * reach.x * modulePx),
    height: Math.round(2 * reach.y * modulePx),
    findSpot: findSpotOf(pose, Math.max(width, height)),
    reach,
  };
}

/** Samples a picture through the lens; between pixels it is linear, the blur before has taken out what is finer. */
function project(
  raster: Raster,
  view: View,
  filePxAPx: number,
  modulePx: number,
  ground: number,
  seed: string,
): Raster {
  const random = openRandom(`${seed} place`);
  const middle = { x: view.width / 2 + random() - 0.5, y: view.height / 2 + random() - 0.5 };
  const planes = raster.planes.map(() => new Float32Array(view.width * view.height).fill(ground));
  const filePx = filePxAPx * modulePx;
  const spot: Spot = { x: 0, y: 0, seen: true };
  for (let v = 0; v < view.height; v += 1) {
    for (let u = 0; u < view.width; u += 1) {
      view.findSpot((u + 0.5 - middle.x) / modulePx, (v + 0.5 - middle.y) / modulePx, spot);
      if (!spot.seen) continue;
      const x = spot.x * filePx + raster.width / 2 - 0.5;
      const y = spot.y * filePx + raster.height / 2 - 0.5;
      if (x < 0 || y < 0 || x >= raster.width - 1 || y >= raster.height - 1) continue;
      sample(raster, x, y, planes, v * view.width + u);
    }
  }
  return { width: view.width, height: view.height, planes };
}

function sample(raster: Raster, x: number, y: number, planes: readonly Float32Array[], to: number): void {
  const left = Math.floor(x);
  const top = Math.floor(y);
  const right = x - left;
  const below = y - top;
  const at = top * raster.width + left;
  const under = at + raster.width;
  for (let channel = 0; channel < planes.length; channel += 1) {
    const from = raster.planes[channel];
    const plane = planes[channel];
    if (from === undefined || plane === undefined) return;
    const upper = (from[at] ?? 0) * (1 - right) + (from[at + 1] ?? 0) * right;
    const lower = (from[under] ?? 0) * (1 - right) + (from[under + 1] ?? 0) * right;
    plane[to] = upper * (1 - below) + lower * below;
  }
}

/** Code around which contrast is lost: haze lightens black more than it dims white. */
const hazeCode = 150;
/** Grains of sigma 1, of which every row of pixels takes a run: a table is faster than as many random numbers. */
const grains = drawGrains(1 << 15);

/** Light and grain of the sensor, and the codes of a frame. */
function develop({ width, height, planes }: Raster, shot: Shot, seed: string): Frame {
  const rgba = new Uint8ClampedArray(width * height * 4).fill(255);
  const field = shot.light === null ? null : lightFieldOf(shot.light, width, height);
  const random = openRandom(`${seed} grain`);
  const [red, green = red, blue = red] = planes;
  if (red === undefined || green === undefined || blue === undefined) return { width, height, rgba };
  for (let y = 0; y < height; y += 1) {
    const firstGrain = Math.floor(random() * (grains.length - width));
    for (let x = 0; x < width; x += 1) {
      const pixel = y * width + x;
      const grain = hazeCode * (1 - shot.contrast) + shot.noise * (grains[firstGrain + x] ?? 0);
      const times = field === null ? 1 : (field.times[pixel] ?? 1);
      const plus = field === null ? 0 : (field.plus[pixel] ?? 0);
      const first = encodeLight((red[pixel] ?? 0) * times + plus);
      const second = green === red ? first : encodeLight((green[pixel] ?? 0) * times + plus);
      const third = blue === red ? first : encodeLight((blue[pixel] ?? 0) * times + plus);
      rgba[pixel * 4] = first * shot.contrast + grain;
      rgba[pixel * 4 + 1] = second * shot.contrast + grain;
      rgba[pixel * 4 + 2] = third * shot.contrast + grain;
    }
  }
  return { width, height, rgba };
}

/** Sums of uniform numbers: as good as Gaussian for grain, and the same on every machine. */
function drawGrains(count: number): Float32Array {
  const random = openRandom('grains');
  return Float32Array.from({ length: count }, () => {
    let sum = -6;
    for (let term = 0; term < 12; term += 1) sum += random();
    return sum;
  });
}
