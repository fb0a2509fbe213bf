import type { Pose } from './matrix.ts';

/**
 * Where a point of the frame lies on the picture, both from their middles in modules. `seen` is false where the picture
 * is not, as beside a bottle.
 */
export interface Spot {
  x: number;
  y: number;
  seen: boolean;
}

/** Distance of the camera in widths of the picture: it fills about a third of a view of 65°. */
const cameraWidths = 2.2;
const radians = Math.PI / 180;

/** Writes into `spot`, since it is asked for every pixel. */
export type FindSpot = (x: number, y: number, spot: Spot) => void;

/** Through a pinhole; in the middle a module is one module wide. */
export function findSpotOf(pose: Pose, width: number): FindSpot {
  const cos = Math.cos(pose.turn * radians);
  const sin = Math.sin(pose.turn * radians);
  const unbend = pose.curve > 0 ? uncurve(pose.curve, width) : untilt(pose.tilt, width);
  return (x, y, spot) => {
    unbend(x * cos + y * sin, y * cos - x * sin, spot);
  };
}

function untilt(tilt: number, width: number): FindSpot {
  const distance = cameraWidths * width;
  const cos = Math.cos(tilt * radians);
  const sin = Math.sin(tilt * radians);
  return (x, y, spot) => {
    const along = (x * distance) / (distance * cos - x * sin);
    spot.x = along;
    spot.y = (y * (distance + along * sin)) / distance;
    spot.seen = distance * cos - x * sin > 0;
  };
}

/** The picture is wound around an upright cylinder: where the ray through the frame first meets it. */
function uncurve(curve: number, width: number): FindSpot {
  const distance = cameraWidths * width;
  const radius = width / (curve * radians);
  const toAxis = distance + radius;
  return (x, y, spot) => {
    const a = x * x + distance * distance;
    const b = distance * toAxis;
    const root = b * b - a * (toAxis * toAxis - radius * radius);
    spot.seen = root >= 0;
    const ray = (b - Math.sqrt(Math.max(0, root))) / a;
    spot.x = radius * Math.atan2(x * ray, toAxis - distance * ray);
    spot.y = y * ray;
  };
}

/** How far from its middle the frame must reach so that all of a picture is in it, in modules. */
export function reachOf(
  pose: Pose,
  width: number,
  height: number,
): { readonly x: number; readonly y: number } {
  const cos = Math.cos(pose.turn * radians);
  const sin = Math.sin(pose.turn * radians);
  const project = pose.curve > 0 ? curveOf(pose.curve, width) : tiltOf(pose.tilt, width);
  let reachX = 0;
  let reachY = 0;
  for (let step = 0; step <= edgeSteps; step += 1) {
    for (const side of [-0.5, 0.5]) {
      const [x, y] = project((step / edgeSteps - 0.5) * width, side * height);
      reachX = Math.max(reachX, Math.abs(x * cos - y * sin));
      reachY = Math.max(reachY, Math.abs(x * sin + y * cos));
    }
  }
  return { x: reachX, y: reachY };
}

const edgeSteps = 16;
type Project = (x: number, y: number) => readonly [number, number];

function tiltOf(tilt: number, width: number): Project {
  const distance = cameraWidths * width;
  return (x, y) => {
    const nearer = distance / (distance + x * Math.sin(tilt * radians));
    return [x * Math.cos(tilt * radians) * nearer, y * nearer];
  };
}

function curveOf(curve: number, width: number): Project {
  const distance = cameraWidths * width;
  const radius = width / (curve * radians);
  return (x, y) => {
    const nearer = distance / (distance + radius * (1 - Math.cos(x / radius)));
    return [radius * Math.sin(x / radius) * nearer, y * nearer];
  };
}
