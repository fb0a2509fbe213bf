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
  /** Modules that the whole picture is wide as it is drawn now, whatever error correction is advised. */
  readonly pictureModules: number;
  /** What to mind; `warnings` says the same in English. */
  readonly notes: readonly AdviceNote[];
  readonly warnings: readonly string[];
  /** What other links would save, each with the numbers for this code; only those that save a version or more. */
  readonly savings: readonly LinkSaving[];
}

/** Something to mind, for whoever has words of their own for it. Ratios and lengths are rounded to a tenth. */
export type AdviceNote =
  /** 0 to 100. */
  | { readonly about: 'failed_proof'; readonly score: number }
  /** `fits`: there is a symbol for it, and the numbers are with it. */
  | {
      readonly about: 'level';
      readonly has: ErrorCorrection;
      readonly wants: ErrorCorrection;
      readonly fits: boolean;
    }
  | { readonly about: 'contrast'; readonly has: number; readonly wants: number }
  /** Much less than a tenth of the distance. */
  | { readonly about: 'rule_of_thumb'; readonly mm: number }
  | { readonly about: 'very_wide'; readonly mm: number }
  | { readonly about: 'quiet_zone'; readonly has: number; readonly wants: number }
  | { readonly about: 'length'; readonly bytes: number; readonly modules: number }
  | { readonly about: 'surface'; readonly surface: Exclude<Surface, 'flat'> }
  | { readonly about: 'no_background' };

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
