import { type Design, plainDesign } from '../../src/core/designs/design.ts';
import type { LogoImage, PictureSource } from '../../src/core/designs/picture.ts';

/** What is drawn and weighed. */
export interface Subject {
  readonly text: string;
  readonly design: Design;
  /** Of the logo that the design names; null where it has none, or is not here yet. */
  readonly logo: LogoSize | null;
}

interface LogoSize {
  readonly id: string;
  readonly width: number;
  readonly height: number;
}

/** Nothing here reads the file itself: what it shows comes as pixels, where it stands as an address. */
export function sourceOf({ text, design, logo }: Subject): PictureSource {
  return { text, design, logo: logo && imageOf(logo) };
}

function imageOf({ id, width, height }: LogoSize): LogoImage {
  return { id, width, height, png: noBytes };
}

const noBytes = new Uint8Array(0);

/** What a code looks like that was never given a design. */
export function getPlainDesign(): Design {
  return plainDesign;
}
