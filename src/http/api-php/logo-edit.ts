import type { Code } from '../../core/codes/code.ts';

/** As this dialect draws logos: in the middle, a fifth of the width, at level H. */
export function designWithLogo(image: string) {
  return { error_correction: 'H', logo: { image, size: 0.2, margin: 1, excavate: true } };
}

/** A change of the design that leaves everything else of it. A plain code without its logo is plain. */
export function logoEditOf({ design }: Pick<Code, 'design'>, image: string | null) {
  if (image !== null) return designWithLogo(image);
  return design === null ? null : { logo: null };
}
