import type { Pen } from './scene.ts';
import type { SymbolGrid } from './symbol-grid.ts';

/** Share of a quarter circle's radius between its corner and a control point of the cubic curve that is closest to it. */
export const cornerControl = 1 - 0.5523;

/** Radii of corners in modules, 0 to 0.5. */
export interface CornerRadii {
  /** Where the dark area ends. */
  readonly outer: number;
  /** Where two arms of it meet: the corner is filled. */
  readonly inner: number;
}

/** Right, down, left, up. */
const stepX = [1, 0, -1, 0] as const;
const stepY = [0, 1, 0, -1] as const;
type Direction = 0 | 1 | 2 | 3;

/**
 * Draws the borders of dark areas as few long outlines, so that no rasteriser finds a seam between two modules. They run
 * with the dark on their right: outer borders clockwise, holes the other way. Modules that touch at a corner alone are
 * two areas.
 */
export function traceOutlines(
  pen: Pen,
  grid: SymbolGrid,
  left: number,
  top: number,
  radii: CornerRadii,
): void {
  const { size, stride, cells } = grid;
  const seen = new Uint8Array(cells.length);
  for (let y = 0; y < size; y += 1) {
    const row = (y + 1) * stride + 1;
    for (let x = 0; x < size; x += 1) {
      const cell = row + x;
      // Every border has an edge with light above; the first of such a row begins at a corner.
      if (cells[cell] === 1 && cells[cell - stride] === 0 && seen[cell] === 0) {
        traceOne(pen, grid, seen, cell, left + x, top + y, radii);
      }
    }
  }
}

function traceOne(
  pen: Pen,
  { stride, cells }: SymbolGrid,
  seen: Uint8Array,
  first: number,
  startX: number,
  startY: number,
  { outer, inner }: CornerRadii,
): void {
  const steps = [1, stride, -1, -stride] as const;
  let cell = first;
  let direction: Direction = 0;
  let x = startX;
  let y = startY;
  let before = cells[first - 1] === 0 ? outer : inner;
  pen.moveTo(x + before, y);
  for (;;) {
    let length = 0;
    let turn: 0 | 1 | 3 = 0;
    while (turn === 0) {
      if (direction === 0) seen[cell] = 1;
      length += 1;
      const ahead = cell + steps[direction];
      const aheadLeft = ahead + steps[((direction + 3) & 3) as Direction];
      if (cells[ahead] === 0) turn = 1;
      else if (cells[aheadLeft] === 1) turn = 3;
      cell = turn === 1 ? cell : turn === 3 ? aheadLeft : ahead;
    }
    x += length * stepX[direction];
    y += length * stepY[direction];
    const next = ((direction + turn) & 3) as Direction;
    const radius = turn === 1 ? outer : inner;
    const isLast = cell === first && next === 0;
    if (length > before + radius && !(isLast && radius === 0)) {
      pen.lineTo(x - radius * stepX[direction], y - radius * stepY[direction]);
    }
    if (radius > 0) turnCorner(pen, x, y, direction, next, radius);
    if (isLast) break;
    direction = next;
    before = radius;
  }
  pen.close();
}

function turnCorner(pen: Pen, x: number, y: number, from: Direction, to: Direction, radius: number): void {
  const control = radius * cornerControl;
  pen.curveTo(
    x - control * stepX[from],
    y - control * stepY[from],
    x + control * stepX[to],
    y + control * stepY[to],
    x + radius * stepX[to],
    y + radius * stepY[to],
  );
}
