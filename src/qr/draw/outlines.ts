import type { Pen } from './scene.ts';
import { cornerControl } from './trace-outlines.ts';

/** x, y, and how far from the corner its rounding begins on both of its edges; 0 is sharp. */
export type PolygonCorner = readonly [x: number, y: number, rounding: number];

/** Which way round: `solid` runs clockwise, `hole` the other way. */
export type Winding = 'solid' | 'hole';

/** Corners clockwise, in the coordinates of the picture. */
export function drawPolygon(pen: Pen, corners: readonly PolygonCorner[], winding: Winding): void {
  const ordered = winding === 'solid' ? corners : corners.toReversed();
  const count = ordered.length;
  for (let index = 0; index < count; index += 1) {
    const corner = ordered[index];
    const before = ordered[(index + count - 1) % count];
    const after = ordered[(index + 1) % count];
    if (corner === undefined || before === undefined || after === undefined) return;
    drawCorner(pen, before, corner, after, index === 0);
  }
  pen.close();
}

function drawCorner(
  pen: Pen,
  before: PolygonCorner,
  [x, y, rounding]: PolygonCorner,
  after: PolygonCorner,
  isFirst: boolean,
): void {
  const back = Math.hypot(before[0] - x, before[1] - y);
  const forth = Math.hypot(after[0] - x, after[1] - y);
  const backX = ((before[0] - x) / back) * rounding;
  const backY = ((before[1] - y) / back) * rounding;
  if (isFirst) pen.moveTo(x + backX, y + backY);
  else if (back > rounding + before[2] + 1e-9) pen.lineTo(x + backX, y + backY);
  if (rounding === 0) return;
  const forthX = ((after[0] - x) / forth) * rounding;
  const forthY = ((after[1] - y) / forth) * rounding;
  pen.curveTo(
    x + backX * cornerControl,
    y + backY * cornerControl,
    x + forthX * cornerControl,
    y + forthY * cornerControl,
    x + forthX,
    y + forthY,
  );
}

/** Of the corners of a box: top left, top right, bottom right, bottom left. */
export type BoxRoundings = readonly [number, number, number, number];

export function drawBox(
  pen: Pen,
  x: number,
  y: number,
  width: number,
  height: number,
  roundings: BoxRoundings,
  winding: Winding,
): void {
  const right = x + width;
  const bottom = y + height;
  const corners: readonly PolygonCorner[] = [
    [x, y, roundings[0]],
    [right, y, roundings[1]],
    [right, bottom, roundings[2]],
    [x, bottom, roundings[3]],
  ];
  drawPolygon(pen, corners, winding);
}

/** A square whose sides bulge: they reach its edges, and each corner lies its `inset` within both of them. */
export function drawCushion(
  pen: Pen,
  x: number,
  y: number,
  side: number,
  insets: BoxRoundings,
  winding: Winding,
): void {
  const { point, corners } = runAround(x, y, insets, winding);
  const [a, b, c, d] = corners;
  const first = side * 0.3;
  const second = side - first;
  // With these control points a side touches the edge in its middle and nowhere goes beyond it.
  const out = (near: number, far: number) => (far - 2 * near) / 3;
  const beyond = (near: number, far: number) => side - out(near, far);
  pen.moveTo(...point(a, a));
  pen.curveTo(...point(first, out(a, b)), ...point(second, out(b, a)), ...point(side - b, b));
  pen.curveTo(...point(beyond(b, c), first), ...point(beyond(c, b), second), ...point(side - c, side - c));
  pen.curveTo(...point(second, beyond(c, d)), ...point(first, beyond(d, c)), ...point(d, side - d));
  pen.curveTo(...point(out(d, a), second), ...point(out(a, d), first), ...point(a, a));
  pen.close();
}

/** A circle as wide as `side`, or what is fuller: each quarter goes its `reach` from the middle along the diagonal. */
export function drawRound(
  pen: Pen,
  x: number,
  y: number,
  side: number,
  reaches: BoxRoundings,
  winding: Winding,
): void {
  const { point, corners } = runAround(x, y, reaches, winding);
  const half = side / 2;
  // Where the control points lie on the edges, from a corner of the square.
  const [near1 = 0, near2 = 0, near3 = 0, near4 = 0] = corners.map(
    (reach) => half - (8 * Math.SQRT1_2 * reach - 4 * half) / 3,
  );
  pen.moveTo(...point(0, half));
  pen.curveTo(...point(0, near1), ...point(near1, 0), ...point(half, 0));
  pen.curveTo(...point(side - near2, 0), ...point(side, near2), ...point(side, half));
  pen.curveTo(...point(side, side - near3), ...point(side - near3, side), ...point(half, side));
  pen.curveTo(...point(near4, side), ...point(0, side - near4), ...point(0, half));
  pen.close();
}

/** What is drawn clockwise runs the other way round where it is mirrored at the diagonal, which swaps two corners. */
function runAround(x: number, y: number, [first, second, third, fourth]: BoxRoundings, winding: Winding) {
  const isSolid = winding === 'solid';
  const corners: BoxRoundings = isSolid ? [first, second, third, fourth] : [first, fourth, third, second];
  const point = (right: number, down: number): [number, number] =>
    isSolid ? [x + right, y + down] : [x + down, y + right];
  return { point, corners };
}

/** A square without its corners; of each, `cuts` says what it loses of either edge. */
export function drawCutSquare(
  pen: Pen,
  x: number,
  y: number,
  side: number,
  [first, second, third, fourth]: BoxRoundings,
  winding: Winding,
): void {
  const [right, bottom] = [x + side, y + side];
  drawPolygon(
    pen,
    [
      [x + first, y, 0],
      [right - second, y, 0],
      [right, y + second, 0],
      [right, bottom - third, 0],
      [right - third, bottom, 0],
      [x + fourth, bottom, 0],
      [x, bottom - fourth, 0],
      [x, y + first, 0],
    ],
    winding,
  );
}
