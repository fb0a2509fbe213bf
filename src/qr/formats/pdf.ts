import { mediaTypes, type Output, type RenderedPicture } from '../../core/designs/picture.ts';
import type { Scene } from '../draw/scene.ts';
import { PdfPage } from '../pdf/page.ts';
import { paintScene } from '../pdf/paint-scene.ts';
import { PdfFile } from '../pdf/writer.ts';
import { printedSize } from './printed-size.ts';
import { prolong } from './prolong.ts';

/**
 * One page whose trim is the picture. Bleed prolongs what reaches the trim: the border of a box, or the background;
 * where there is neither it stays empty.
 */
export function renderPdf(scene: Scene, output: Output): RenderedPicture {
  const { widthMm, heightMm } = printedSize(scene, output);
  const { bleedMm, ink: mode, spot } = output;
  const page = new PdfPage(widthMm, heightMm, bleedMm);
  const bled = bleedMm > 0 ? prolong(scene, (bleedMm / widthMm) * scene.width) : scene;
  paintScene(page, bled, { xMm: 0, yMm: 0, widthMm }, { mode, spot });
  const chunks: Uint8Array[] = [];
  const file = new PdfFile((chunk) => chunks.push(chunk), { title: 'QR code' });
  file.addPage(page);
  file.end();
  return {
    bytes: Buffer.concat(chunks),
    mediaType: mediaTypes.pdf,
    width: widthMm,
    height: heightMm,
  };
}
