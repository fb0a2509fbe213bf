import type { Design, Frame } from '../../core/designs/design.ts';

/** Edges of a rectangle in modules, from the top left of the picture. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where everything of a picture is, in modules; the symbol and the edges of the picture lie on whole ones. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly symbol: { readonly x: number; readonly y: number; readonly size: number };
  readonly frame: FrameLayout | null;
}

export interface FrameLayout {
  /** What the words stand in, without what must be free around them. */
  readonly words: Place;
  /** The dark bar of a label, rounded by as much; null where there is none. */
  readonly bar: (Place & { readonly rounding: number }) | null;
  /** What a box leaves open for the symbol with its quiet zone; null where there is no box. */
  readonly window: (Place & { readonly rounding: number; readonly outerRounding: number }) | null;
}

export function layOutPicture(design: Design, size: number): Layout {
  const quiet = design.quiet_zone;
  const side = size + 2 * quiet;
  const { frame } = design;
  if (frame === null) {
    return { width: side, height: side, symbol: { x: quiet, y: quiet, size }, frame: null };
  }
  switch (frame.shape) {
    case 'box':
      return layOutBox(frame, quiet, size);
    case 'label':
      return layOutLabel(frame, quiet, size);
    case 'text':
      return layOutText(frame, quiet, size);
  }
}

/** Heights and borders grow with the picture: shares of its width, rounded to whole modules. */
const boxBorderShare = 0.03;
const boxBarShare = 0.17;
const labelBarShare = 0.16;
const textShare = 0.13;

function layOutBox({ position }: Frame, quiet: number, size: number): Layout {
  const side = size + 2 * quiet;
  const border = Math.max(1, Math.round(side * boxBorderShare));
  const bar = Math.max(4, Math.round(side * boxBarShare));
  const atTop = position === 'top';
  const top = atTop ? bar : border;
  const width = side + 2 * border;
  // In a quiet zone of nothing the corners of the window must not round off the symbol.
  const rounding = Math.min(2 * border, quiet);
  return {
    width,
    height: side + border + bar,
    symbol: { x: border + quiet, y: top + quiet, size },
    frame: {
      words: {
        x: 2 * border,
        y: (atTop ? 0 : border + side) + bar * 0.16,
        width: width - 4 * border,
        height: bar * 0.68,
      },
      bar: null,
      window: { x: border, y: top, width: side, height: side, rounding, outerRounding: 3 * border },
    },
  };
}

function layOutLabel({ position }: Frame, quiet: number, size: number): Layout {
  const side = size + 2 * quiet;
  const height = Math.max(4, Math.round(side * labelBarShare));
  // The bar is dark: it stays as far from the symbol as the quiet zone asks, and from the edge of the picture too.
  const gap = Math.max(1, quiet);
  const atTop = position === 'top';
  const x = quiet;
  const y = atTop ? quiet : quiet + size + gap;
  return {
    width: side,
    height: quiet + size + gap + height + quiet,
    symbol: { x: quiet, y: atTop ? quiet + height + gap : quiet, size },
    frame: {
      words: { x: x + height * 0.3, y: y + height * 0.16, width: size - height * 0.6, height: height * 0.68 },
      bar: { x, y, width: size, height, rounding: height * 0.3 },
      window: null,
    },
  };
}

function layOutText({ position }: Frame, quiet: number, size: number): Layout {
  const side = size + 2 * quiet;
  const height = Math.max(3, Math.round(side * textShare));
  const gap = Math.max(1, quiet);
  const atTop = position === 'top';
  return {
    width: side,
    height: quiet + size + gap + height + quiet,
    symbol: { x: quiet, y: atTop ? quiet + height + gap : quiet, size },
    frame: {
      words: { x: quiet, y: atTop ? quiet : quiet + size + gap, width: size, height },
      bar: null,
      window: null,
    },
  };
}
