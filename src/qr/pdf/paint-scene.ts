import type { FillLayer, Scene } from '../draw/scene.ts';
import type { Ink } from '../formats/inks.ts';
import { chooseSpot } from '../formats/spot.ts';
import type { PdfPage } from './page.ts';

/** In mm of the page. */
export interface ScenePlace {
  readonly xMm: number;
  readonly yMm: number;
  /** Of the whole picture; its height follows. */
  readonly widthMm: number;
}

/**
 * Paints a picture onto a page.
 *
 * @throws {PictureError} `spot` for a gradient that is to be one ink.
 */
export function paintScene(page: PdfPage, scene: Scene, { xMm, yMm, widthMm }: ScenePlace, ink: Ink): void {
  page.within(xMm, yMm, widthMm / scene.width, () => {
    for (const layer of scene.layers) {
      if (layer.kind === 'image') page.drawLogo(layer.logo, ink.mode, layer);
      else fillLayer(page, scene, layer, ink);
    }
  });
}

function fillLayer(page: PdfPage, { symbol, layers }: Scene, layer: FillLayer, ink: Ink): void {
  const { paint } = layer;
  const draw = layer.draw.bind(layer);
  const spot = chooseSpot(layer, layers, ink.spot);
  if (typeof paint !== 'string') {
    const span = { x: symbol.x, y: symbol.y, width: symbol.size, height: symbol.size };
    page.fillPathWithGradient(paint, ink.mode, span, draw);
  } else if (spot === null) page.fillPath(paint, ink.mode, draw);
  else page.fillPathWithSpot(spot, paint, ink.mode, draw);
}
