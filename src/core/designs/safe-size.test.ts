import { expect, test } from 'vitest';
import { moduleMmAt, smallestSafeMm } from './safe-size.ts';

const version4 = { modulePxMin: 3, modules: 33, quietZone: 4 };

test('a code for a metre is as large as the camera asks, in whole dots of the printer', () => {
  const size = smallestSafeMm({ ...version4, distanceMm: 1000, dpi: 300 });
  expect(size.boundBy).toBe('distance');
  expect(size.moduleMm).toBeGreaterThanOrEqual(moduleMmAt(3, 1000));
  expect(size.moduleMm - moduleMmAt(3, 1000)).toBeLessThan(25.4 / 300);
  expect(size.moduleMm).toBeCloseTo((size.moduleDots * 25.4) / 300, 9);
  expect(size.codeMm).toBeCloseTo(size.moduleMm * 41, 9);
});

test('the camera of the model sees 1,507 px across a metre at a metre', () => {
  expect((1.25 * 1000) / moduleMmAt(1, 1000)).toBeCloseTo(1506.8, 0);
});

test.each([
  [203, 4],
  [300, 4],
  [600, 6],
])('close by, at %i dpi a module has at least %i dots', (dpi, dots) => {
  const size = smallestSafeMm({ ...version4, distanceMm: 50, dpi });
  expect(size).toMatchObject({ boundBy: 'printer', moduleDots: dots });
});

test('twice the distance is twice the size, but for the dots of the printer', () => {
  const near = smallestSafeMm({ ...version4, distanceMm: 1000, dpi: 1200 });
  const far = smallestSafeMm({ ...version4, distanceMm: 2000, dpi: 1200 });
  expect(far.codeMm / near.codeMm).toBeCloseTo(2, 1);
});
