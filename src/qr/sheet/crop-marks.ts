import type { Output } from '../../core/designs/picture.ts';
import type { SheetLayout } from '../../core/designs/sheet.ts';
import { PictureError } from '../errors.ts';
import type { PdfPage } from '../pdf/page.ts';

/** Straight, between two points of the page, in mm. */
export interface CropMark {
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
}

/** Of what printers set: marks of 5 mm, clear of the label so that a cut beside the line leaves no ink on it. In mm. */
const markLength = 5;
const clearance = 1;
const shortest = 1;
/** A quarter of a point: thin enough to cut along, thick enough to be printed. */
const lineWidth = 0.25 * (25.4 / 72);

/**
 * At both ends of every edge that is cut: in the margins, and between labels that stand apart. None is on a label.
 *
 * @throws {PictureError} where the margins and gaps have room for none.
 */
export function placeCropMarks(layout: SheetLayout): CropMark[] {
  const { columns, rows, labelWidth, labelHeight, marginLeft, marginTop, gapX, gapY } = layout;
  const across = axisOf(layout.pageWidth, columns, labelWidth, marginLeft, gapX);
  const down = axisOf(layout.pageHeight, rows, labelHeight, marginTop, gapY);
  const upright = across.edges.flatMap((x) =>
    down.rooms.map(([from, to]): CropMark => ({ from: [x, from], to: [x, to] })),
  );
  const level = down.edges.flatMap((y) =>
    across.rooms.map(([from, to]): CropMark => ({ from: [from, y], to: [to, y] })),
  );
  // Two of one kind alone would not say where to cut.
  if (upright.length === 0 || level.length === 0) {
    throw new PictureError(
      'crop_marks',
      `there is no room for crop marks: leave ${clearance + shortest} mm beside and above the labels`,
    );
  }
  return [...upright, ...level];
}

export function drawCropMarks(page: PdfPage, marks: readonly CropMark[], ink: Output['ink']): void {
  for (const { from, to } of marks) page.strokeLine('#000000', ink, lineWidth, from, to);
}

/** Where labels begin and end, and the stretches beyond them that marks may take. */
function axisOf(page: number, count: number, label: number, margin: number, gap: number) {
  const starts = Array.from({ length: count }, (_, index) => margin + index * (label + gap));
  const end = margin + count * label + (count - 1) * gap;
  const between = starts
    .slice(1)
    .map((start): [number, number] => [start - gap + clearance, start - clearance]);
  const rooms: [number, number][] = [
    [Math.max(0, margin - clearance - markLength), margin - clearance],
    ...between,
    [end + clearance, Math.min(page, end + clearance + markLength)],
  ];
  // Labels that touch share an edge.
  const edges = starts.flatMap((start, index) =>
    gap === 0 && index > 0 ? [start + label] : [start, start + label],
  );
  return { edges, rooms: rooms.filter(([from, to]) => to - from >= shortest) };
}
