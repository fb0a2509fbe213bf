import type { Output } from '../../core/designs/picture.ts';
import type { PictureWish } from '../shared/picture-query.ts';

/** The same for all wishes that come to the same file: what its format ignores is not in it. */
export function pictureKeyOf(foldedSlug: string, { output, change, download }: PictureWish): string {
  return JSON.stringify([foldedSlug, output.format, shownOf(output), change.input, download]);
}

function shownOf({ format, px, mm, dpi, bleedMm, ink, spot }: Output): readonly unknown[] {
  const size = mm === null ? [px] : [null, mm];
  switch (format) {
    case 'svg':
      return size;
    case 'pdf':
      return [...size, ink, spot, bleedMm];
    case 'eps':
      return [...size, ink, spot];
    case 'png':
    case 'jpg':
    case 'webp':
    case 'zpl':
      return [...size, dpi];
  }
}
