import type { ProofReport } from './proof.ts';

/**
 * How large a code must be printed, from what its proof found out.
 *
 * The camera: a phone looks for codes in a preview of 1,920 px on its longer side (the usual stream of full HD; finer
 * ones are seldom analysed) that shows about 65° (the main camera of phones, some 26 mm as on 35 mm film:
 * 2 · atan(36 / (2 · 26)) = 69°, less what stabilising the picture cuts off). Both are assumptions on the careful side,
 * not measurements of one phone. A pinhole then sees a module of m mm at d mm as wide as
 * `focalPx` · m / d px.
 */
const framePx = 1920;
const fieldDegrees = 65;
const focalPx = framePx / 2 / Math.tan((fieldDegrees / 2) * (Math.PI / 180));

/** A hand shakes and focus hunts: what a still frame needs, and a quarter more. */
const handMargin = 1.25;

/** Printers spread or lose about a dot at an edge; with 4 dots a module keeps half of its width (DENSO WAVE's advice). */
const dotsMin = 4;
/** Paper, ink and lenses at close range: smaller modules are for inspected print alone. */
const printedMmMin = 0.25;

const mmPerInch = 25.4;

/** From where it is scanned, and what it is printed by. */
export interface PrintPlace {
  readonly distanceMm: number;
  /** Of the printer. */
  readonly dpi: number;
}

export interface SafeSizeQuestion extends PrintPlace {
  /** Of a proof: px a module that every decoder needs. */
  readonly modulePxMin: number;
  /** On a side, without the quiet zone. */
  readonly modules: number;
  /** In modules, on each side. */
  readonly quietZone: number;
}

export interface SafeSize {
  /** A whole number of dots of the printer. */
  readonly moduleMm: number;
  readonly moduleDots: number;
  /** With the quiet zone. */
  readonly codeMm: number;
  readonly boundBy: 'distance' | 'printer';
}

/** The least size that can be read from a distance and that the printer can print. */
export function smallestSafeMm(question: SafeSizeQuestion): SafeSize {
  const { modulePxMin, modules, quietZone, distanceMm, dpi } = question;
  const seenMm = moduleMmAt(modulePxMin, distanceMm);
  const printableMm = Math.max(printedMmMin, (dotsMin * mmPerInch) / dpi);
  const moduleDots = Math.ceil((Math.max(seenMm, printableMm) * dpi) / mmPerInch - rounding);
  const moduleMm = (moduleDots * mmPerInch) / dpi;
  return {
    moduleMm,
    moduleDots,
    codeMm: moduleMm * (modules + 2 * quietZone),
    boundBy: seenMm > printableMm ? 'distance' : 'printer',
  };
}

/**
 * The same of what a proof found out.
 * @returns null where some reader does not even read the undamaged files: then no size is large enough
 */
export function safeSizeOf(report: ProofReport, quietZone: number, place: PrintPlace): SafeSize | null {
  const { modulePxMin, symbol } = report;
  if (!isReadUndamaged(report)) return null;
  return smallestSafeMm({ modulePxMin, modules: symbol.size, quietZone, ...place });
}

/** Else `modulePxMin` is but the largest that was looked at. */
export function isReadUndamaged({ conditions }: ProofReport): boolean {
  const undamaged = conditions.filter(({ damage }) => damage === 'none');
  return undamaged.every(({ readings }) => Object.values(readings).every((one) => one === 'read'));
}

/** So that exactly 4 dots do not become 5. */
const rounding = 1e-9;

/** Width of a module, in mm, that a camera at `distanceMm` sees `modulePx` wide, with a margin for the hand. */
export function moduleMmAt(modulePx: number, distanceMm: number): number {
  return (modulePx * handMargin * distanceMm) / focalPx;
}
