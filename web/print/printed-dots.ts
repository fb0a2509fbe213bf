/** In the order in which they are offered: what print shops ask for comes first. */
export const formats = ['pdf', 'svg', 'eps', 'png', 'jpg', 'webp', 'zpl'] as const;
export type PrintFormat = (typeof formats)[number];

/** Made of dots: modules are a whole number of them. */
export const isDotted: Readonly<Record<PrintFormat, boolean>> = {
  ...{ pdf: false, svg: false, eps: false },
  ...{ png: true, jpg: true, webp: true, zpl: true },
};

const mmPerInch = 25.4;
/** Of a file that is made of dots. */
export const dotsMax = 4096;

export interface Printed {
  /** As it comes out, at most what was asked for. */
  readonly widthMm: number;
  readonly moduleMm: number;
  /** Of the printer; whole in files that are made of dots, where 0 is none at all. */
  readonly moduleDots: number;
  /** Null where the file has none. */
  readonly widthPx: number | null;
}

/**
 * What comes of a width, by the same rule as the server's (`qr/formats/dots.ts`).
 * @param modules that the whole picture is wide
 */
export function printedOf(format: PrintFormat, mm: number, dpi: number, modules: number): Printed {
  if (!isDotted[format]) {
    const moduleMm = mm / modules;
    return { widthMm: mm, moduleMm, moduleDots: (moduleMm / mmPerInch) * dpi, widthPx: null };
  }
  // A millionth keeps 25.4 mm at 203 dpi from being 202 dots by the rounding of floating point.
  const moduleDots = Math.floor(Math.floor((mm / mmPerInch) * dpi + 1e-6) / modules);
  const moduleMm = (moduleDots * mmPerInch) / dpi;
  return { widthMm: moduleMm * modules, moduleMm, moduleDots, widthPx: moduleDots * modules };
}
