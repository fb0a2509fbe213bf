import type { Gradient } from '../../core/designs/design.ts';
import type { Scene } from './scene.ts';

/** Where a gradient begins and ends, in the coordinates of the scene. */
export type GradientLine =
  | {
      readonly type: 'linear';
      readonly x1: number;
      readonly y1: number;
      readonly x2: number;
      readonly y2: number;
    }
  | { readonly type: 'radial'; readonly x: number; readonly y: number; readonly radius: number };

/**
 * It spans the symbol: a linear one is as long as the shadow of the square on its direction, so that its first and its
 * last colour meet corners; a radial one reaches from the middle to the corners.
 */
export function gradientLine({ type, angle }: Gradient, { x, y, size }: Scene['symbol']): GradientLine {
  const middleX = x + size / 2;
  const middleY = y + size / 2;
  if (type === 'radial') return { type, x: middleX, y: middleY, radius: size * Math.SQRT1_2 };
  const radians = (angle * Math.PI) / 180;
  const cos = Math.cos(radians);
  const sin = Math.sin(radians);
  const half = ((Math.abs(cos) + Math.abs(sin)) * size) / 2;
  return {
    type,
    x1: middleX - cos * half,
    y1: middleY - sin * half,
    x2: middleX + cos * half,
    y2: middleY + sin * half,
  };
}
