import { expect, test } from 'vitest';
import { countOf, renderBytes } from './table.ts';

test('one is not many', () => {
  expect([0, 1, 2_000].map((count) => countOf(count, 'scan'))).toEqual(['0 scans', '1 scan', '2,000 scans']);
});

test('bytes are told in the unit that fits', () => {
  const sizes = [0, 1, 999, 1_000, 99_960, 999_949, 999_950, 1_300_000_000, 5e15];
  expect(sizes.map(renderBytes)).toEqual([
    ...['0 bytes', '1 byte', '999 bytes', '1.0 kB', '100.0 kB', '999.9 kB', '1.0 MB', '1.3 GB', '5000.0 TB'],
  ]);
});
