import type { Output } from '../../core/designs/picture.ts';
import type { Scene } from '../draw/scene.ts';

/** CSS Values and Units, 5.2: 96 px to the inch of 25.4 mm. */
const mmPerPx = 25.4 / 96;

/** Of the whole picture in mm, without bleed. */
export function printedSize(scene: Scene, { mm, px }: Output): { widthMm: number; heightMm: number } {
  const widthMm = mm ?? px * mmPerPx;
  return { widthMm, heightMm: (widthMm * scene.height) / scene.width };
}
