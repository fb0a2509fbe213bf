import type { Paint } from '../../core/designs/design.ts';
import type { LogoImage } from '../../core/designs/picture.ts';
import type { Outline } from '../../core/designs/words.ts';

/**
 * A picture as shapes that every format can say. Absolute coordinates in modules, y downwards, from the top left of the
 * picture; a symbol's modules lie on whole coordinates.
 */
export interface Scene {
  readonly width: number;
  readonly height: number;
  /** Where the symbol is, without its quiet zone. Gradients span it. */
  readonly symbol: { readonly x: number; readonly y: number; readonly size: number };
  /** Painted one over the other, the first at the bottom. */
  readonly layers: readonly Layer[];
}

export type Layer = FillLayer | ImageLayer;

export interface FillLayer {
  readonly kind: 'fill';
  /** What it shows, for those who treat it apart: spot colours are for `modules`, bleed is for `background`. */
  readonly role: 'background' | 'modules' | 'eye_frame' | 'eye_ball' | 'frame' | 'words';
  readonly paint: Paint;
  /** Whether its edges lie on whole modules, so that rasterisers need not smooth them. */
  readonly crisp: boolean;
  /** Draws closed outlines; non-zero winding fills them (a hole runs the other way round). Can be drawn again and again. */
  draw(pen: Pen): void;
}

export interface ImageLayer {
  readonly kind: 'image';
  readonly logo: LogoImage;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What draws a path of a format. Every outline begins with `moveTo`, or is whole in itself (`rect`, `circle`). */
export interface Pen {
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  /** Cubic Bézier. */
  curveTo(x1: number, y1: number, x2: number, y2: number, x: number, y: number): void;
  close(): void;
  rect(x: number, y: number, width: number, height: number): void;
  circle(x: number, y: number, radius: number): void;
}

/** Turns words into paths, right-to-left scripts and mixtures included. Characters that no font has are left out as boxes. */
export type OutlineText = (text: string) => Outline;
