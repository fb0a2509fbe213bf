import type { Light, Surface } from '../../core/designs/advice.ts';
import { errorCorrections } from '../../core/designs/design.ts';
import type { ErrorCorrection } from '../matrix.ts';

/**
 * What a place asks for above a flat print in a room: judgement, on the careful side, and no measurements. Factors are
 * of the width of a module; `contrast` is a WCAG contrast ratio, and a factor of it for surfaces.
 */
interface SurfaceDemand {
  readonly factor: number;
  /** mm: finer modules are lost in the grain, whatever camera looks. */
  readonly moduleMmMin: number;
  readonly contrast: number;
  readonly errorCorrection: ErrorCorrection;
}

export const surfaceDemands: Readonly<Record<Surface, SurfaceDemand>> = {
  flat: { factor: 1, moduleMmMin: 0, contrast: 1, errorCorrection: 'M' },
  glossy: {
    factor: 1.15,
    moduleMmMin: 0,
    contrast: 1.25,
    errorCorrection: 'Q',
  },
  rough: {
    factor: 1.3,
    moduleMmMin: 0.5,
    contrast: 1.1,
    errorCorrection: 'H',
  },
  fabric: {
    factor: 1.4,
    moduleMmMin: 0.8,
    contrast: 1.2,
    errorCorrection: 'H',
  },
  curved: {
    factor: 1.25,
    moduleMmMin: 0.3,
    contrast: 1,
    errorCorrection: 'Q',
  },
  screen: {
    factor: 1,
    moduleMmMin: 0,
    contrast: 1,
    errorCorrection: 'M',
  },
};

interface LightDemand {
  readonly factor: number;
  readonly contrast: number;
  readonly errorCorrection: ErrorCorrection;
}

export const lightDemands: Readonly<Record<Light, LightDemand>> = {
  bright: { factor: 1, contrast: 3.5, errorCorrection: 'L' },
  indoor: { factor: 1, contrast: 4, errorCorrection: 'M' },
  // Cameras expose for longer, and what they see is blurred and grainy.
  dim: { factor: 1.5, contrast: 6, errorCorrection: 'Q' },
};

export function isAtLeast(level: ErrorCorrection, wanted: ErrorCorrection): boolean {
  return errorCorrections.indexOf(level) >= errorCorrections.indexOf(wanted);
}
