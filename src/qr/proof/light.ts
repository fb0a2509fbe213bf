import type { Light } from './matrix.ts';

/** For every pixel what the light there is multiplied by, and what a lamp's mirror image adds. */
export interface LightField {
  readonly times: Float32Array;
  readonly plus: Float32Array;
}

/** Direction in which light falls off, in degrees; none that runs along modules. */
const fallDegrees = 28;
/** A shadow's edge softens over this share of the frame. */
const edgeShare = 0.03;
/** Middle of a lamp's mirror image and its radius, in shares of the frame. */
const glare = { x: 0.62, y: 0.42, radius: 0.16 } as const;

export function lightFieldOf({ kind, low }: Light, width: number, height: number): LightField {
  const times = new Float32Array(width * height).fill(1);
  const plus = new Float32Array(width * height);
  const cos = Math.cos(fallDegrees * (Math.PI / 180));
  const sin = Math.sin(fallDegrees * (Math.PI / 180));
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const u = (x + 0.5) / width - 0.5;
      const v = (y + 0.5) / height - 0.5;
      const along = u * cos + v * sin;
      const at = y * width + x;
      if (kind === 'gradient') times[at] = 1 - (1 - low) * step(-0.5, 0.5, along);
      if (kind === 'shadow') times[at] = 1 - (1 - low) * step(-edgeShare, edgeShare, along);
      if (kind === 'corners') times[at] = 1 - (1 - low) * Math.min(1, 2 * (u * u + v * v));
      if (kind === 'glare') plus[at] = low * glow(u + 0.5, v + 0.5);
    }
  }
  return { times, plus };
}

function glow(x: number, y: number): number {
  const away = ((x - glare.x) ** 2 + (y - glare.y) ** 2) / glare.radius ** 2;
  return Math.exp(-away);
}

/** From 0 at `from` to 1 at `to`, in a straight line between. */
function step(from: number, to: number, value: number): number {
  return Math.max(0, Math.min(1, (value - from) / (to - from)));
}
