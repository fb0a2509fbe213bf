import type { Design, EyeBallShape, EyeFrameShape } from '../../core/designs/design.ts';

/**
 * How far a part of an eye goes from the middle of the eye along a diagonal, in modules: a square of side s goes s / √2
 * far, a circle s / 2. Some readers (jsQR) measure an eye along its diagonals as well as across and down, and there too
 * expect 1 : 1 : 3 : 1 : 1: how well frame and ball agree decides whether they take the eye for a better one than what
 * looks like an eye among the modules by chance.
 */
export interface EyeReaches {
  readonly outer: number;
  /** Of the hole in the frame. */
  readonly inner: number;
  readonly ball: number;
}

export interface EyeForm {
  /** On the diagonal through the corner of the symbol that the eye stands in, where a leaf has its points. */
  readonly pointed: EyeReaches;
  readonly other: EyeReaches;
}

/** `own` is the shape as it is by itself; it may give way as far as `least` or `most`, and stays what it is. */
interface Reach {
  readonly least: number;
  readonly own: number;
  readonly most: number;
}

interface Reaches {
  readonly pointed: Reach;
  readonly other: Reach;
}

const square7 = 7 * Math.SQRT1_2;
const square3 = 3 * Math.SQRT1_2;

const frames: Readonly<Record<EyeFrameShape, Reaches>> = {
  square: even(4.38, square7, square7),
  rounded: even(4, 4.12, 4.3),
  circle: even(3.5, 3.5, 3.72),
  leaf: { pointed: reach(4.38, square7, square7), other: reach(3.7, 3.7, 3.98) },
  cushion: even(3.96, 3.96, 4.2),
  octagon: even(3.5, 3.5, 3.8),
};

const balls: Readonly<Record<EyeBallShape, Reaches>> = {
  square: even(1.83, square3, square3),
  rounded: even(1.66, 1.77, 1.88),
  circle: even(1.5, 1.5, 1.68),
  leaf: { pointed: reach(1.88, square3, square3), other: reach(1.58, 1.58, 1.7) },
  cushion: even(1.58, 1.63, 1.75),
  diamond: even(1.41, 1.41, 1.6),
};

/** A diamond goes so little into its corners that those of a square around it are cut off (`eye-shapes.ts`), and further. */
const cutSquare = even(4.15, square7, square7);

/**
 * How far a ball may be from three sevenths of its frame: from about 0.35 on, chance wins against one eye in a hundred.
 * With d the difference, the squares of what the five widths are off by sum up to 5 d² where the hole ends half way
 * between ball and outer edge, which is the least.
 */
const apartMax = 0.2;

/** The forms of both parts that go together: each gives way by the same share of what it may, as little as need be. */
export function fitEye(eyes: Design['eyes']): EyeForm {
  const frame = hasCutCorners(eyes) ? cutSquare : frames[eyes.frame.shape];
  const ball = balls[eyes.ball.shape];
  return { pointed: meet(frame.pointed, ball.pointed), other: meet(frame.other, ball.other) };
}

export function hasCutCorners({ frame, ball }: Design['eyes']): boolean {
  return frame.shape === 'square' && ball.shape === 'diamond';
}

function meet(frame: Reach, ball: Reach): EyeReaches {
  const apart = ball.own - ballShare * frame.own;
  const frameEnd = apart > 0 ? frame.most : frame.least;
  const ballEnd = apart > 0 ? ball.least : ball.most;
  const apartAtEnd = ballEnd - ballShare * frameEnd;
  const need = (Math.abs(apart) - apartMax) / Math.abs(apart - apartAtEnd);
  const share = Math.min(1, Math.max(0, need));
  const outer = frame.own + share * (frameEnd - frame.own);
  const reached = ball.own + share * (ballEnd - ball.own);
  return { outer, inner: (outer + reached) / 2, ball: reached };
}

const ballShare = 3 / 7;

function reach(least: number, own: number, most: number): Reach {
  return { least, own, most };
}

function even(least: number, own: number, most: number): Reaches {
  const same = reach(least, own, most);
  return { pointed: same, other: same };
}
