import { expect, test } from 'vitest';
import { PictureError } from '../errors.ts';
import { chooseDots } from './dots.ts';

const square = { width: 41, height: 41 };

test.each([
  { px: 41, perModule: 1, offset: 0 },
  { px: 64, perModule: 1, offset: 11 },
  { px: 512, perModule: 12, offset: 10 },
  { px: 4096, perModule: 99, offset: 18 },
])('$px px: $perModule px a module, exactly as wide as asked for, the rest around it', ({ px, ...dots }) => {
  expect(chooseDots(square, { px, mm: null, dpi: 300 })).toEqual({ width: px, height: px, ...dots });
});

test.each([
  { mm: 20, dpi: 203, perModule: 3 },
  { mm: 20, dpi: 300, perModule: 5 },
  { mm: 20, dpi: 600, perModule: 11 },
  { mm: (41 * 25.4 * 4) / 203, dpi: 203, perModule: 4 },
])(
  '$mm mm at $dpi dpi: $perModule dots a module, nothing around it, never wider',
  ({ mm, dpi, perModule }) => {
    const dots = chooseDots(square, { px: 512, mm, dpi });
    expect(dots).toEqual({ width: 41 * perModule, height: 41 * perModule, perModule, offset: 0 });
    expect((dots.width / dpi) * 25.4).toBeLessThanOrEqual(mm + 1e-9);
  },
);

test('a framed picture is higher than wide by whole modules, with the same rest on all sides', () => {
  const dots = chooseDots({ width: 41, height: 52 }, { px: 100, mm: null, dpi: 300 });
  expect(dots).toEqual({ width: 100, height: 2 * 52 + 18, perModule: 2, offset: 9 });
});

test.each([
  { field: 'px', px: 40, mm: null, words: 'needs at least as many px' },
  { field: 'mm', px: 512, mm: 5, words: 'needs at least 5.2 mm at 203 dpi' },
  { field: 'mm', px: 512, mm: 2000, words: 'more than 4096' },
])('$field is refused where modules get less than a dot, or the picture too many: $words', (row) => {
  const { field, words, ...wish } = row;
  const choose = () => chooseDots(square, { dpi: 203, ...wish });
  expect(choose).toThrow(PictureError);
  expect(choose).toThrow(words);
  expect(choose).toThrow(expect.objectContaining({ field }));
});
