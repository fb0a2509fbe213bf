import type { Output, PictureFormat } from '../core/designs/picture.ts';
import { pixelsTogetherMax } from './image-limits.ts';

/** Formats of pixels. */
const inRows: ReadonlySet<PictureFormat> = new Set(['png', 'jpg', 'webp', 'zpl']);
const mmPerInch = 25.4;

/** Whether a picture takes so much memory that it is drawn alone. Its height is near its width. */
export function isLarge({ format, px, mm, dpi }: Output): boolean {
  const width = mm === null ? px : (mm / mmPerInch) * dpi;
  return inRows.has(format) && width * width > pixelsTogetherMax;
}
