import { luminanceOf, luminancesOf } from '../../core/designs/contrast.ts';
import type { Design, Paint } from '../../core/designs/design.ts';

/** The least contrast ratio (WCAG 2.2), 1 to 21, between any part of the symbol and its background: white if it has none. */
export function contrastOf({ modules, eyes, background }: Design): number {
  const ground = luminanceOf(background ?? '#ffffff');
  const paints: readonly Paint[] = [
    modules.color,
    eyes.frame.color ?? modules.color,
    eyes.ball.color ?? modules.color,
  ];
  return Math.min(...paints.flatMap(luminancesOf).map((luminance) => ratioOf(ground, luminance)));
}

function ratioOf(one: number, other: number): number {
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}
