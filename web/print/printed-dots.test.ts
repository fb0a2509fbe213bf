import { expect, test } from 'vitest';
import { plainDesign } from '../../src/core/designs/design.ts';
import { printedOf } from './printed-dots.ts';

test('a drawing is exactly as wide as was asked for', () => {
  const printed = printedOf('pdf', 50, 300, plainDesign.quiet_zone * 2 + 33);
  expect(printed).toMatchObject({ widthMm: 50, widthPx: null });
  expect(printed.moduleMm).toBeCloseTo(50 / 41, 9);
  expect(printed.moduleDots).toBeCloseTo((50 / 41 / 25.4) * 300, 9);
});

test('dots are whole, and no picture is wider than was asked for', () => {
  // 40 mm at 600 dpi are 944 dots: 23 for each of 41 modules.
  expect(printedOf('png', 40, 600, 41)).toMatchObject({ moduleDots: 23, widthPx: 943 });
  const printed = printedOf('zpl', 25.4, 203, 203);
  expect(printed).toMatchObject({ moduleDots: 1, widthPx: 203 });
  expect(printed.widthMm).toBeCloseTo(25.4, 9);
  expect(printedOf('jpg', 5, 72, 41).moduleDots).toBe(0);
});
