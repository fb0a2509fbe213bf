import type { WireAdvice } from '../../src/http/dashboard/wire-designs.ts';

type Query = WireAdvice['query'];
export type Surface = Query['surface'];
export type Light = Query['light'];

export const surfaces = [
  'flat',
  'glossy',
  'rough',
  'fabric',
  'curved',
  'screen',
] as const satisfies readonly Surface[];
export const lights = ['bright', 'indoor', 'dim'] as const satisfies readonly Light[];

/** Where a code will hang. */
export interface Place {
  /** As it is written, in its unit. */
  readonly distance: number;
  readonly unit: 'cm' | 'm';
  readonly surface: Surface;
  readonly light: Light;
  readonly dpi: number;
}

/** In the hand, from any printer. */
export const usualPlace: Place = { distance: 30, unit: 'cm', surface: 'flat', light: 'indoor', dpi: 300 };

const mmOf = { cm: 10, m: 1000 } as const;
/** From which codes are scanned, in mm. */
export const distanceMm = { min: 50, max: 50_000 } as const;

export function boundsIn(unit: Place['unit']): { readonly min: number; readonly max: number } {
  return { min: distanceMm.min / mmOf[unit], max: distanceMm.max / mmOf[unit] };
}

/** The same distance in another unit, as exactly as it can be written. */
export function withUnit({ distance, unit }: Place, next: Place['unit']): Pick<Place, 'distance' | 'unit'> {
  return { distance: Math.round((distance * mmOf[unit] * 100) / mmOf[next]) / 100, unit: next };
}

export function queryOf({ distance, unit, surface, light, dpi }: Place) {
  const mm = Math.round(distance * mmOf[unit]);
  return { distanceMm: String(mm), dpi: String(dpi), surface, light };
}

/** The width that is advised, upwards to a tenth of a millimetre. */
export function widthToUse({ pictureMm }: WireAdvice): number {
  return Math.ceil(pictureMm * 10 - 1e-6) / 10;
}
