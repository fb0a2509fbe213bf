import sharp from 'sharp';
import type { Color } from '../../core/designs/design.ts';
import type { Output } from '../../core/designs/picture.ts';
import type { Scene } from '../draw/scene.ts';
import { chooseDots } from './dots.ts';
import { renderSceneSvg } from './svg.ts';

// No picture is drawn twice in a row, and one at a time has all the processor that redirects leave.
sharp.cache(false);
sharp.concurrency(1);

export interface Raster {
  /** Four bytes a pixel: red, green, blue and how opaque, not premultiplied. */
  readonly rgba: Buffer;
  readonly width: number;
  readonly height: number;
}

/** The picture as a rasteriser takes it. */
export interface RasterDrawing {
  readonly svg: Buffer;
  readonly width: number;
  readonly height: number;
  /** Whether nothing shows through anywhere. */
  readonly isOpaque: boolean;
}

/** With its modules on whole pixels. What surrounds it has the colour of its background. */
export function drawForRaster(scene: Scene, output: Pick<Output, 'px' | 'mm' | 'dpi'>): RasterDrawing {
  const { width, height, perModule, offset } = chooseDots(scene, output);
  const place = `x="${offset}" y="${offset}"`;
  const picture = renderSceneSvg(scene, scene.width * perModule).replace('<svg ', `<svg ${place} `);
  const ground = surroundingOf(scene);
  const around = ground === null ? '' : `<rect width="${width}" height="${height}" fill="${ground}"/>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${around}${picture}</svg>`;
  return { svg: Buffer.from(svg), width, height, isOpaque: ground !== null };
}

export async function rasterise(scene: Scene, output: Pick<Output, 'px' | 'mm' | 'dpi'>): Promise<Raster> {
  const { svg, width, height } = drawForRaster(scene, output);
  return { rgba: await sharp(svg).ensureAlpha().raw().toBuffer(), width, height };
}

/** The background's colour where it reaches the edges of the picture: one with round corners (not crisp) does not. */
function surroundingOf({ layers }: Scene): Color | null {
  const background = layers.find((layer) => layer.kind === 'fill' && layer.role === 'background');
  if (background?.kind !== 'fill' || !background.crisp) return null;
  return typeof background.paint === 'string' ? background.paint : null;
}
