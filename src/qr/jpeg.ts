import sharp from 'sharp';
import type { Matrix } from './matrix.ts';
import type { ImageOptions } from './options.ts';
import { renderPng } from './png.ts';

/** High, since JPEG rings at hard edges and a code is nothing else. */
const quality = 90;

/**
 * The picture of `renderPng`, pixel for pixel but for the losses of JPEG. The colours are kept at full resolution
 * (4:4:4), since halving it smears the edges of coloured modules.
 */
export function renderJpeg(matrix: Matrix, options: ImageOptions): Promise<Buffer> {
  return sharp(renderPng(matrix, options)).jpeg({ quality, chromaSubsampling: '4:4:4' }).toBuffer();
}
