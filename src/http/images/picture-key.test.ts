import { expect, test } from 'vitest';
import { type PictureFormat, pictureFormats } from '../../core/designs/picture.ts';
import { parsePictureQuery } from '../shared/picture-query.ts';
import { pictureKeyOf } from './picture-key.ts';

const keyOf = (format: PictureFormat, query: Record<string, string> = {}) =>
  pictureKeyOf('menu', parsePictureQuery(format, query));

test('wishes that come to the same file have one key, however they are spelled', () => {
  for (const format of pictureFormats) {
    expect(keyOf(format, { size: '512', other: 'x', light: '' })).toBe(keyOf(format));
    expect(keyOf(format, { mm: '30', size: '600' })).toBe(keyOf(format, { mm: '30' }));
    expect(keyOf(format, { color: '#102030' })).toBe(keyOf(format, { dark: '#102030' }));
  }
  for (const format of ['svg', 'png', 'jpg', 'webp', 'zpl'] as const) {
    expect(keyOf(format, { bleed: '3', ink: 'cmyk', spot: 'Gold' })).toBe(keyOf(format));
  }
  for (const format of ['svg', 'pdf', 'eps'] as const)
    expect(keyOf(format, { dpi: '600' })).toBe(keyOf(format));
});

test('whatever shows in a file is in its key', () => {
  const keys = pictureFormats.flatMap((format) => [
    keyOf(format),
    ...[{ size: '600' }, { mm: '30' }, { mm: '512' }, { shape: 'dots' }, { download: '1' }].map((query) =>
      keyOf(format, query),
    ),
  ]);
  for (const format of ['png', 'jpg', 'webp', 'zpl'] as const) keys.push(keyOf(format, { dpi: '600' }));
  for (const format of ['pdf', 'eps'] as const) {
    keys.push(keyOf(format, { ink: 'cmyk' }), keyOf(format, { spot: 'Gold' }));
  }
  keys.push(keyOf('pdf', { bleed: '3' }));
  expect(new Set(keys).size).toBe(keys.length);
});
