import type { Rotation } from '../../core/designs/design.ts';
import type { Matrix } from '../matrix.ts';
import { listAlignmentCentres } from '../structure/alignment.ts';
import type { Box } from './cover.ts';

/** Modules of a finder pattern on a side (ISO/IEC 18004:2015, 6.3.3). */
export const eyeSide = 7;

export type Corner = 'top_left' | 'top_right' | 'bottom_right' | 'bottom_left';

/** What is drawn as modules: the turned symbol without finder patterns and without what is cleared. */
export interface SymbolGrid {
  readonly size: number;
  /** Cells of a row: a light border of one goes all around, so that every module has eight neighbours. */
  readonly stride: number;
  /** 1 is dark. */
  readonly cells: Uint8Array;
}

export function symbolGrid(matrix: Matrix, rotation: Rotation, cleared: Box | null): SymbolGrid {
  const { size, modules } = matrix;
  const stride = size + 2;
  const cells = new Uint8Array(stride * stride);
  const { start, right, down } = walkTurned(size, rotation);
  for (let y = 0; y < size; y += 1) {
    const row = (y + 1) * stride + 1;
    let from = start + y * down;
    for (let x = 0; x < size; x += 1) {
      cells[row + x] = modules[from] === 1 ? 1 : 0;
      from += right;
    }
  }
  const grid: SymbolGrid = { size, stride, cells };
  for (const corner of eyeCorners(rotation)) {
    const { x, y } = eyePlace(corner, size);
    clear(grid, { left: x, top: y, right: x + eyeSide, bottom: y + eyeSide });
  }
  if (cleared !== null) clear(grid, cleared);
  return grid;
}

/** Where the turned symbol's top left module is in the upright one, and what a step to the right and down is there. */
export function walkTurned(size: number, rotation: Rotation) {
  const last = size - 1;
  switch (rotation) {
    case 0:
      return { start: 0, right: 1, down: size };
    case 90:
      return { start: last * size, right: -size, down: 1 };
    case 180:
      return { start: size * size - 1, right: -1, down: -size };
    case 270:
      return { start: last, right: size, down: -1 };
  }
}

const cornersByRotation: Readonly<Record<Rotation, readonly Corner[]>> = {
  0: ['top_left', 'top_right', 'bottom_left'],
  90: ['top_left', 'top_right', 'bottom_right'],
  180: ['top_right', 'bottom_right', 'bottom_left'],
  270: ['top_left', 'bottom_right', 'bottom_left'],
};

/** The three corners with a finder pattern. */
export function eyeCorners(rotation: Rotation): readonly Corner[] {
  return cornersByRotation[rotation];
}

/** Top left of the finder pattern in a corner, in modules of the symbol. */
export function eyePlace(corner: Corner, size: number): { readonly x: number; readonly y: number } {
  const far = size - eyeSide;
  return {
    x: corner === 'top_left' || corner === 'bottom_left' ? 0 : far,
    y: corner === 'top_left' || corner === 'top_right' ? 0 : far,
  };
}

/** The alignment patterns of a grid as one of their own; they stay in the first one where they are to be `kept`. */
export function takeAlignment(
  grid: SymbolGrid,
  version: number,
  rotation: Rotation,
  kept: boolean,
): SymbolGrid {
  const { size, stride } = grid;
  const taken: SymbolGrid = { size, stride, cells: new Uint8Array(grid.cells.length) };
  const centres = listAlignmentCentres(version);
  for (const upY of centres) {
    for (const upX of centres) {
      if (isAtFinder(upX, upY, size)) continue;
      const { x, y } = turn(upX, upY, size, rotation);
      for (let row = (y - 1) * stride; row <= (y + 3) * stride; row += stride) {
        const from = row + x - 1;
        taken.cells.set(grid.cells.subarray(from, from + alignmentSide), from);
        if (!kept) grid.cells.fill(0, from, from + alignmentSide);
      }
    }
  }
  return taken;
}

/** Modules of an alignment pattern on a side (ISO/IEC 18004:2015, 6.3.6). */
const alignmentSide = 5;

/** Three of the places where centres cross have finder patterns. */
function isAtFinder(x: number, y: number, size: number): boolean {
  const isFar = (at: number) => at === size - eyeSide;
  const isNear = (at: number) => at === eyeSide - 1;
  return (isNear(x) && (isNear(y) || isFar(y))) || (isFar(x) && isNear(y));
}

/** Where a module of the upright symbol is in the turned one. */
function turn(x: number, y: number, size: number, rotation: Rotation) {
  const last = size - 1;
  switch (rotation) {
    case 0:
      return { x, y };
    case 90:
      return { x: last - y, y: x };
    case 180:
      return { x: last - x, y: last - y };
    case 270:
      return { x: y, y: last - x };
  }
}

function clear({ stride, cells }: SymbolGrid, box: Box): void {
  for (let y = box.top; y < box.bottom; y += 1) {
    const row = (y + 1) * stride + 1;
    cells.fill(0, row + box.left, row + box.right);
  }
}
