import { expect, test } from 'vitest';
import { readHexColor } from './hex-color.ts';

test('colours are taken as people write them', () => {
  expect(['#ABCDEF', 'abc', ' #0a7357 '].map(readHexColor)).toEqual(['#abcdef', '#aabbcc', '#0a7357']);
  expect(['', '#12', 'red', '#12345'].map(readHexColor)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});
