import {
  mediaTypes,
  type Output,
  type PictureSource,
  type RenderedPicture,
} from '../core/designs/picture.ts';
import { composeScene } from './draw/compose-scene.ts';
import type { Scene } from './draw/scene.ts';
import { fitSymbol } from './fit.ts';
import { renderEps } from './formats/eps.ts';
import { renderPdf } from './formats/pdf.ts';
import { findPlainColor, renderPlainPng } from './formats/plain-png.ts';
import { encodeDrawnPng, encodeJpeg, encodePng, encodeWebp } from './formats/raster-files.ts';
import { drawForRaster, type Raster, rasterise } from './formats/rasterise.ts';
import { renderSceneSvg } from './formats/svg.ts';
import { renderZpl } from './formats/zpl.ts';
import { outlineText } from './words/outline.ts';

/**
 * The file of a picture; the same in gives the same bytes.
 *
 * @throws {PictureError} for what cannot be drawn so.
 */
export async function renderPicture(source: PictureSource, output: Output): Promise<RenderedPicture> {
  const matrix = fitSymbol(source);
  const plain = output.format === 'png' ? findPlainColor(source.design) : null;
  if (plain !== null) {
    return { ...renderPlainPng(matrix, plain, source.design, output), mediaType: mediaTypes.png };
  }
  const scene = composeScene(source, matrix, outlineText);
  switch (output.format) {
    case 'svg':
      return renderSvg(scene, output);
    case 'pdf':
      return renderPdf(scene, output);
    case 'eps':
      return await renderEps(scene, output);
    case 'zpl':
      return await renderZpl(scene, output);
    case 'png':
      return hasGradient(scene)
        ? await renderDrawnPng(scene, output)
        : await renderRaster(scene, output, mediaTypes.png, (raster) => encodePng(raster, output.dpi));
    case 'webp':
      return await renderRaster(scene, output, mediaTypes.webp, (raster) => encodeWebp(raster, output.dpi));
    case 'jpg': {
      const ground = source.design.background ?? '#ffffff';
      return await renderRaster(scene, output, mediaTypes.jpg, (raster) =>
        encodeJpeg(raster, output.dpi, ground),
      );
    }
  }
}

function renderSvg(scene: Scene, { mm, px }: Output): RenderedPicture {
  // Programs for print and browsers do not agree on how large a px is.
  const [size, unit] = mm === null ? ([px, ''] as const) : ([mm, 'mm'] as const);
  const bytes = Buffer.from(renderSceneSvg(scene, size, unit));
  return { bytes, mediaType: mediaTypes.svg, width: size, height: (size * scene.height) / scene.width };
}

function hasGradient({ layers }: Scene): boolean {
  return layers.some((layer) => layer.kind === 'fill' && typeof layer.paint !== 'string');
}

async function renderDrawnPng(scene: Scene, output: Output): Promise<RenderedPicture> {
  const drawing = drawForRaster(scene, output);
  const bytes = await encodeDrawnPng(drawing, output.dpi);
  return { bytes, mediaType: mediaTypes.png, width: drawing.width, height: drawing.height };
}

async function renderRaster(
  scene: Scene,
  output: Output,
  mediaType: string,
  encode: (raster: Raster) => Promise<Uint8Array<ArrayBuffer>>,
): Promise<RenderedPicture> {
  const raster = await rasterise(scene, output);
  return { bytes: await encode(raster), mediaType, width: raster.width, height: raster.height };
}
