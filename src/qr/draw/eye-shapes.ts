import type { Design, EyeBallShape, EyeFrameShape } from '../../core/designs/design.ts';
import { type EyeForm, fitEye, hasCutCorners } from './eye-reaches.ts';
import {
  type BoxRoundings,
  drawBox,
  drawCushion,
  drawCutSquare,
  drawRound,
  type Winding,
} from './outlines.ts';
import type { Pen } from './scene.ts';
import { type Corner, eyeSide } from './symbol-grid.ts';

/**
 * Through the middle of every eye, across and down, dark and light are as wide as 1 : 1 : 3 : 1 : 1, by which readers
 * find it (ISO/IEC 18004:2015, 6.3.3.1); along its diagonals nearly so.
 */
export interface EyeDrawing {
  readonly frame: DrawEyePart;
  readonly ball: DrawEyePart;
}

/** @param x Left edge of the eye, in modules; `y` its top. */
export type DrawEyePart = (pen: Pen, x: number, y: number, corner: Corner) => void;

export function eyeDrawing(eyes: Design['eyes']): EyeDrawing {
  const form = fitEye(eyes);
  const drawFrame = forms[hasCutCorners(eyes) ? 'cut' : frameForms[eyes.frame.shape]];
  const drawBall = forms[ballForms[eyes.ball.shape]];
  const at = (part: keyof EyeForm['pointed'], corner: Corner) => reachesAt(form, part, corner);
  return {
    frame: (pen, x, y, corner) => {
      drawFrame(pen, x, y, eyeSide, at('outer', corner), 'solid');
      drawFrame(pen, x + 1, y + 1, eyeSide - 2, at('inner', corner), 'hole');
    },
    ball: (pen, x, y, corner) => drawBall(pen, x + 2, y + 2, eyeSide - 4, at('ball', corner), 'solid'),
  };
}

function reachesAt(
  { pointed, other }: EyeForm,
  part: keyof EyeForm['pointed'],
  corner: Corner,
): BoxRoundings {
  return corner === 'top_left' || corner === 'bottom_right'
    ? [pointed[part], other[part], pointed[part], other[part]]
    : [other[part], pointed[part], other[part], pointed[part]];
}

/** Something as wide and high as `side` whose corners reach so far. */
type DrawForm = (
  pen: Pen,
  x: number,
  y: number,
  side: number,
  reaches: BoxRoundings,
  winding: Winding,
) => void;

type Form = 'box' | 'round' | 'cushion' | 'cut';

const ballForms: Readonly<Record<EyeBallShape, Form>> = {
  square: 'box',
  rounded: 'box',
  circle: 'round',
  leaf: 'box',
  cushion: 'cushion',
  // Its tips are cut off.
  diamond: 'cut',
};

const frameForms: Readonly<Record<EyeFrameShape, Form>> = {
  square: 'box',
  rounded: 'box',
  circle: 'round',
  leaf: 'box',
  cushion: 'cushion',
  octagon: 'cut',
};

const forms: Readonly<Record<Form, DrawForm>> = {
  box: (pen, x, y, side, reaches, winding) =>
    drawBox(pen, x, y, side, side, missing(side, reaches, 1 / (Math.SQRT2 - 1)), winding),
  round: (pen, x, y, side, reaches, winding) => {
    if (winding === 'solid' && reaches.every((reach) => reach === side / 2)) {
      pen.circle(x + side / 2, y + side / 2, side / 2);
    } else drawRound(pen, x, y, side, reaches, winding);
  },
  cushion: (pen, x, y, side, reaches, winding) =>
    drawCushion(pen, x, y, side, missing(side, reaches, Math.SQRT1_2), winding),
  cut: (pen, x, y, side, reaches, winding) =>
    drawCutSquare(pen, x, y, side, missing(side, reaches, Math.SQRT2), winding),
};

/** What corners that reach so far lack of those of a square, times `share`. */
function missing(side: number, [first, second, third, fourth]: BoxRoundings, share: number): BoxRoundings {
  const of = (reach: number) => Math.max(0, side * Math.SQRT1_2 - reach) * share;
  return [of(first), of(second), of(third), of(fourth)];
}
