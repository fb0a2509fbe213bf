import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SheetLayout } from './sheet.ts';
import { findLayoutProblem, type LayoutRequest, labelGridNames, layoutOf } from './sheet-layouts.ts';

function laidOut(request: LayoutRequest): SheetLayout {
  const layout = layoutOf(request);
  if ('problem' in layout) throw new Error(`${layout.field}: ${layout.problem}`);
  return layout;
}

const inch = 25.4;

describe('label grids', () => {
  test.each(labelGridNames)('%s is in the middle of its page, and all of it is on the page', (grid) => {
    const layout = laidOut({ grid });
    const { columns, rows, labelWidth, labelHeight, gapX, gapY } = layout;
    const right = layout.pageWidth - layout.marginLeft - columns * labelWidth - (columns - 1) * gapX;
    const bottom = layout.pageHeight - layout.marginTop - rows * labelHeight - (rows - 1) * gapY;
    expect(right).toBeCloseTo(layout.marginLeft, 6);
    expect(bottom).toBeCloseTo(layout.marginTop, 6);
    expect(Math.min(right, bottom)).toBeGreaterThanOrEqual(-1e-9);
  });

  // The margins that the makers print in their own templates.
  test.each([
    ['avery-5160', 30, 0.1875 * inch, 0.5 * inch],
    ['avery-5163', 10, 0.15625 * inch, 0.5 * inch],
    ['avery-5164', 6, 0.15625 * inch, 0.5 * inch],
    ['avery-22806', 12, 0.625 * inch, 0.625 * inch],
    ['avery-l7160', 21, 7.2, 15.15],
    ['avery-l7159', 24, 7.2, 12.9],
    ['avery-l7163', 14, 4.65, 15.15],
    ['avery-l7651', 65, 4.7, 10.7],
    ['avery-l4736', 48, 9.8, 21.3],
    ['herma-4674', 14, 0, 0.45],
    ['a4-24', 24, 0, 0.5],
    ['a4-65', 65, 9.75, 10.7],
  ] as const)('%s has %d labels, and its margins', (grid, count, left, top) => {
    const layout = laidOut({ grid });
    expect(layout.columns * layout.rows).toBe(count);
    expect(Math.abs(layout.marginLeft - left)).toBeLessThan(0.06);
    expect(Math.abs(layout.marginTop - top)).toBeLessThan(0.06);
  });

  test('what is said besides goes before the grid', () => {
    expect(laidOut({ grid: 'brother-62', labelHeight: 100 })).toMatchObject({
      pageWidth: 62,
      pageHeight: 100,
    });
    expect(laidOut({ grid: 'avery-l7160', marginTop: 14 })).toMatchObject({
      marginTop: 14,
      labelWidth: 63.5,
    });
  });

  test('a grid of another paper is refused', () => {
    expect(layoutOf({ paper: 'letter', grid: 'avery-l7160' })).toMatchObject({ field: 'grid' });
  });
});

test('without a word it is A4 with three columns and seven rows, clear of the edges', () => {
  const layout = laidOut({});
  expect(layout).toMatchObject({ pageWidth: 210, pageHeight: 297, columns: 3, rows: 7 });
  expect(layout.marginLeft).toBeCloseTo(10, 6);
  expect(3 * layout.labelWidth).toBeCloseTo(190, 6);
});

test('labels of a size are as many as fit, in the middle', () => {
  const layout = laidOut({ labelWidth: 50, labelHeight: 50, gapX: 3, gapY: 3 });
  expect(layout).toMatchObject({ columns: 3, rows: 5, marginLeft: 27, marginTop: 17.5 });
});

test('a page of a roll is one row of labels high', () => {
  expect(laidOut({ paper: 'roll', labelWidth: 40, labelHeight: 20, columns: 2, gapX: 2 })).toMatchObject({
    pageWidth: 82,
    pageHeight: 20,
    columns: 2,
    rows: 1,
  });
});

test.each([
  [{ columns: 4, labelWidth: 60 }, 'columns'],
  [{ rows: 10, labelHeight: 40 }, 'rows'],
  [{ labelWidth: 300 }, 'columns'],
  [{ columns: 100 }, 'label_width'],
  [{ rows: 0 }, 'rows'],
  [{ columns: 1.5 }, 'columns'],
  [{ paper: 'custom', pageWidth: 900, pageHeight: 900, labelWidth: 8, labelHeight: 8 }, 'rows'],
  [{ columns: 3, labelWidth: 60, marginLeft: 40 }, 'margin_left'],
  [{ marginTop: -5 }, 'margin_top'],
  [{ gapX: -1 }, 'gap_x'],
  [{ paper: 'custom' }, 'page_width'],
  [{ paper: 'custom', pageWidth: 100 }, 'page_height'],
  [{ paper: 'custom', pageWidth: 100, pageHeight: 9000 }, 'page_height'],
  [{ labelWidth: Number.NaN }, 'columns'],
] as const)('what does not fit is refused by the name of its field: %j', (request, field) => {
  expect(layoutOf(request)).toMatchObject({ field, problem: expect.any(String) });
});

test('whatever is asked for, it is refused or all labels are on the page', () => {
  const length = fc.option(fc.double({ min: -5, max: 400, noNaN: true }), { nil: undefined });
  const count = fc.option(fc.integer({ min: -1, max: 30 }), { nil: undefined });
  const request = fc.record({
    paper: fc.constantFrom('a4', 'letter', 'roll', 'custom', undefined),
    grid: fc.constantFrom(undefined, undefined, ...labelGridNames),
    pageWidth: length,
    pageHeight: length,
    columns: count,
    rows: count,
    labelWidth: length,
    labelHeight: length,
    marginLeft: length,
    marginTop: length,
    gapX: length,
    gapY: length,
  });
  fc.assert(
    fc.property(request, (asked) => {
      const layout = layoutOf(asked);
      if ('problem' in layout) return;
      expect(findLayoutProblem(layout)).toBeUndefined();
      expect(Object.values(layout).every(Number.isFinite)).toBe(true);
      const used = layout.columns * (layout.labelWidth + layout.gapX) - layout.gapX;
      expect(layout.marginLeft + used).toBeLessThanOrEqual(layout.pageWidth + 0.011);
    }),
    { numRuns: 500 },
  );
});
