import sharp from 'sharp';
import { expect, test } from 'vitest';
import { renderJpeg } from './jpeg.ts';
import { encodeMatrix } from './matrix.ts';
import { defaultImageOptions } from './options.ts';
import { renderPng } from './png.ts';

const matrix = encodeMatrix('https://q.example.com/p/abc234', 'M');

test('the image is a JPEG of the wanted size with colours at full resolution', async () => {
  const jpeg = await renderJpeg(matrix, { ...defaultImageOptions, size: 300 });
  expect(jpeg.subarray(0, 3).toString('hex')).toBe('ffd8ff');
  const { format, width, height, hasAlpha, chromaSubsampling } = await sharp(jpeg).metadata();
  expect([format, width, height, hasAlpha, chromaSubsampling]).toEqual(['jpeg', 300, 300, false, '4:4:4']);
});

test('no pixel is nearer to the other colour than to its own', async () => {
  const options = { ...defaultImageOptions, dark: '#1a237e', light: '#fff8e1' };
  const png = await sharp(renderPng(matrix, options)).greyscale().raw().toBuffer();
  const jpeg = await sharp(await renderJpeg(matrix, options))
    .greyscale()
    .raw()
    .toBuffer();
  const middle = (Math.max(...new Set(png)) + Math.min(...new Set(png))) / 2;
  expect(jpeg.findIndex((level, at) => level > middle !== png[at]! > middle)).toBe(-1);
});
