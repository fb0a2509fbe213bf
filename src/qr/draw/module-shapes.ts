import type { ModuleShape } from '../../core/designs/design.ts';
import { drawBox } from './outlines.ts';
import type { Pen } from './scene.ts';
import type { SymbolGrid } from './symbol-grid.ts';
import { type CornerRadii, traceOutlines } from './trace-outlines.ts';

interface AlignmentDrawing extends CornerRadii {
  /** Whether modules are drawn below it too, so that those beside it run into it. */
  readonly joined: boolean;
}

interface ShapeDrawing {
  /** Whether all of its edges lie on whole modules. */
  readonly crisp: boolean;
  /**
   * Corners of alignment patterns, which are drawn whole where modules stand apart: some readers find none in single
   * dots. Null where modules are joined anyway.
   */
  readonly alignment: AlignmentDrawing | null;
  draw(pen: Pen, grid: SymbolGrid, left: number, top: number): void;
}

/**
 * Every shape covers the middle of its module, where readers look, and at least 0.6 of its area: those that look at
 * small or blurred pictures see the mean.
 */
const dotRadius = 0.46;
const gappedSide = 0.86;
/** From its middle to its tips, which reach into the neighbours so that it is dark enough. */
const diamondReach = 0.58;
const barThickness = 0.82;
/** Between the end of a bar and the edge of its last module. */
const barEnd = 0.05;

export const shapeDrawings: Readonly<Record<ModuleShape, ShapeDrawing>> = {
  square: {
    crisp: true,
    alignment: null,
    draw: (pen, grid, left, top) => traceOutlines(pen, grid, left, top, { outer: 0, inner: 0 }),
  },
  rounded: {
    crisp: false,
    alignment: null,
    draw: (pen, grid, left, top) => traceOutlines(pen, grid, left, top, { outer: 0.35, inner: 0 }),
  },
  connected: {
    crisp: false,
    alignment: null,
    draw: (pen, grid, left, top) => traceOutlines(pen, grid, left, top, { outer: 0.5, inner: 0.3 }),
  },
  gapped: {
    crisp: false,
    alignment: { outer: 0, inner: 0, joined: false },
    draw: (pen, grid, left, top) => {
      const gap = (1 - gappedSide) / 2;
      eachModule(grid, (x, y) => pen.rect(left + x + gap, top + y + gap, gappedSide, gappedSide));
    },
  },
  dots: {
    crisp: false,
    alignment: { outer: 0.5, inner: 0.3, joined: false },
    draw: (pen, grid, left, top) =>
      eachModule(grid, (x, y) => pen.circle(left + x + 0.5, top + y + 0.5, dotRadius)),
  },
  diamond: {
    crisp: false,
    alignment: { outer: 0.2, inner: 0, joined: false },
    draw: (pen, grid, left, top) =>
      eachModule(grid, (x, y) => drawDiamond(pen, left + x + 0.5, top + y + 0.5)),
  },
  horizontal: {
    crisp: false,
    alignment: { outer: 0.45, inner: 0.3, joined: true },
    draw: (pen, grid, left, top) => drawBars(pen, grid, left, top, true),
  },
  vertical: {
    crisp: false,
    alignment: { outer: 0.45, inner: 0.3, joined: true },
    draw: (pen, grid, left, top) => drawBars(pen, grid, left, top, false),
  },
};

function eachModule({ size, stride, cells }: SymbolGrid, visit: (x: number, y: number) => void): void {
  for (let y = 0; y < size; y += 1) {
    const row = (y + 1) * stride + 1;
    for (let x = 0; x < size; x += 1) {
      if (cells[row + x] === 1) visit(x, y);
    }
  }
}

/** A square that stands on a tip, around its middle. */
function drawDiamond(pen: Pen, x: number, y: number): void {
  pen.moveTo(x, y - diamondReach);
  pen.lineTo(x + diamondReach, y);
  pen.lineTo(x, y + diamondReach);
  pen.lineTo(x - diamondReach, y);
  pen.close();
}

/** One bar with round ends for each run of dark modules in a row or column. */
function drawBars(pen: Pen, { size, stride, cells }: SymbolGrid, left: number, top: number, lying: boolean) {
  const along = lying ? 1 : stride;
  const across = lying ? stride : 1;
  const side = (1 - barThickness) / 2;
  const round = barThickness / 2;
  for (let line = 0; line < size; line += 1) {
    const lineStart = stride + 1 + line * across;
    for (let from = 0; from < size; from += 1) {
      if (cells[lineStart + from * along] === 0) continue;
      let to = from + 1;
      while (cells[lineStart + to * along] === 1) to += 1;
      const length = to - from - 2 * barEnd;
      const x = left + (lying ? from + barEnd : line + side);
      const y = top + (lying ? line + side : from + barEnd);
      const width = lying ? length : barThickness;
      const height = lying ? barThickness : length;
      drawBox(pen, x, y, width, height, [round, round, round, round], 'solid');
      from = to;
    }
  }
}
