import type { ErrorCorrection } from './design.ts';

export const surfaces = ['flat', 'glossy', 'rough', 'fabric', 'curved', 'screen'] as const;
export type Surface = (typeof surfaces)[number];
export const lights = ['bright', 'indoor', 'dim'] as const;
export type Light = (typeof lights)[number];

export interface AdviceQuery {
  /** From which it is scanned, in mm, 50 to 50,000. */
  readonly distanceMm: number;
  readonly surface: Surface;
  /** Of the printer, 72 to 2400. */
  readonly dpi: number;
  readonly light: Light;
}

/** How large and how sturdy a code must be to be read where it will hang. */
export interface Advice {
  readonly query: AdviceQuery;
  /** Least width of a module, and what asks for it. */
  readonly moduleMm: number;
  readonly boundBy: 'distance' | 'printer' | 'surface' | 'proof';
  /** Dots of the printer that a module is wide: whole. */
  readonly moduleDots: number;
  /** Least width of the symbol with its quiet zone, in mm, upwards to whole dots. */
  readonly codeMm: number;
  /** Of the whole picture with its frame. */
  readonly pictureMm: number;
  readonly errorCorrection: ErrorCorrection;
  /** Least ratio of the luminances of background and modules (WCAG 2.2 contrast ratio), 1 to 21, and what it has. */
  readonly contrastMin: number;
  readonly contrast: number;
  readonly version: number;
  /** Modules on a side without the quiet zone. */
  readonly modules: number;
  readonly warnings: readonly string[];
  /** What other links would save, each with the numbers for this code; only those that save a version or more. */
  readonly savings: readonly LinkSaving[];
}

export interface LinkSaving {
  readonly change: 'upper_case' | 'shorter_domain' | 'both';
  /** As it would be printed. */
  readonly example: string;
  readonly characters: number;
  readonly version: number;
  readonly modules: number;
  /** Least width of the symbol with its quiet zone then. */
  readonly codeMm: number;
  readonly message: string;
}
