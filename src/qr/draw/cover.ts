import type { LogoPlace } from '../../core/designs/design.ts';

/** A rectangle in modules of the symbol as it is drawn (turned), from its top left without the quiet zone. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Where the picture of the logo is: in the middle, its longer side as wide as the design says. */
export function logoBox(
  place: LogoPlace,
  logo: { readonly width: number; readonly height: number },
  size: number,
): Box {
  const longer = Math.max(logo.width, logo.height);
  const width = (place.size * size * logo.width) / longer;
  const height = (place.size * size * logo.height) / longer;
  return {
    left: (size - width) / 2,
    top: (size - height) / 2,
    right: (size + width) / 2,
    bottom: (size + height) / 2,
  };
}

/**
 * The modules that are left out around the logo: whole ones, all that its box with the margin touches. Null where the
 * logo is laid over them.
 */
export function clearedBox(place: LogoPlace, box: Box, size: number): Box | null {
  if (!place.excavate) return null;
  return {
    left: Math.max(0, Math.floor(box.left - place.margin)),
    top: Math.max(0, Math.floor(box.top - place.margin)),
    right: Math.min(size, Math.ceil(box.right + place.margin)),
    bottom: Math.min(size, Math.ceil(box.bottom + place.margin)),
  };
}
