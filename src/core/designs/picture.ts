import type { Design, ErrorCorrection } from './design.ts';

export const pictureFormats = ['svg', 'png', 'jpg', 'webp', 'pdf', 'eps', 'zpl'] as const;
export type PictureFormat = (typeof pictureFormats)[number];

export const mediaTypes: Readonly<Record<PictureFormat, string>> = {
  svg: 'image/svg+xml',
  png: 'image/png',
  jpg: 'image/jpeg',
  webp: 'image/webp',
  pdf: 'application/pdf',
  eps: 'application/postscript',
  zpl: 'application/zpl',
};

export const inks = ['rgb', 'cmyk'] as const;

/** What a picture is made of. */
export interface PictureSource {
  /** What the symbol says. */
  readonly text: string;
  readonly design: Design;
  /** The image that the design's logo names; null where it has none. */
  readonly logo: LogoImage | null;
}

/** An uploaded logo as it is kept: decoded, checked, freed of metadata, and encoded anew. */
export interface LogoImage {
  readonly id: string;
  /** PNG with 8 bits a channel, RGBA, sRGB; at most 1024 px on its longer side. */
  readonly png: Uint8Array<ArrayBuffer>;
  /** px. */
  readonly width: number;
  readonly height: number;
}

/** How a picture is put into a file. */
export interface Output {
  readonly format: PictureFormat;
  /** Width of the whole picture in px, 64 to 4096; of an SVG its nominal one. Ignored where `mm` is given. */
  readonly px: number;
  /**
   * Width of the whole printed picture without bleed, 5 to 2000; null: by `px` (PDF and EPS: one px is 1/96 inch). In
   * rasters and ZPL a module is a whole number of dots of `dpi`, so that the picture is at most this wide.
   */
  readonly mm: number | null;
  /** Dots an inch, 72 to 1200: written into PNG, JPEG and WebP, and what `mm` is turned into dots by. */
  readonly dpi: number;
  /** How far the background, or the border of a `box`, reaches beyond the trim, in mm, 0 to 10. PDF alone. */
  readonly bleedMm: number;
  /** Of PDF and EPS. Black is K alone in both. */
  readonly ink: (typeof inks)[number];
  /** Name of the spot colour that the modules are printed with (PDF and EPS), or null. */
  readonly spot: string | null;
}

export interface RenderedPicture {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly mediaType: string;
  /** px of rasters, mm of PDF and EPS, dots of ZPL; of an SVG mm where it was asked for in mm, nominal px otherwise. */
  readonly width: number;
  readonly height: number;
}

/** What is drawn: the symbol that a design and its text came to. */
export interface SymbolFacts {
  /** 1 to 40. */
  readonly version: number;
  readonly errorCorrection: ErrorCorrection;
  /** 0 to 7. */
  readonly mask: number;
  /** Modules on a side, 21 to 177, without the quiet zone. */
  readonly size: number;
}

const mmPerInch = 25.4;
const isRaster: Readonly<Record<PictureFormat, boolean>> = {
  ...{ png: true, jpg: true, webp: true, zpl: true },
  ...{ svg: false, pdf: false, eps: false },
};

/** In px or dots, about; null for formats that have none. */
export function rasterWidthOf({ format, px, mm, dpi }: Output): number | null {
  if (!isRaster[format]) return null;
  return mm === null ? px : (mm / mmPerInch) * dpi;
}
