import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { plainDesign } from '../../core/designs/design.ts';
import type { Output } from '../../core/designs/picture.ts';
import { QrCapacityError } from '../matrix.ts';
import { packPictures } from './pack-pictures.ts';

const output: Output = { format: 'svg', px: 256, mm: null, dpi: 300, bleedMm: 0, ink: 'rgb', spot: null };
const sourceOf = (text: string) => ({ text, design: plainDesign, logo: null });
const good = { name: 'good', source: sourceOf('https://example.com') };
/** Level H holds 1,273 bytes at most (ISO/IEC 18004:2015, table 7). */
const bad = { name: 'bad', source: sourceOf('x'.repeat(2_000)) };

async function pack(...pictures: (typeof good)[]) {
  const done: number[] = [];
  const pieces: Uint8Array[] = [];
  for await (const piece of packPictures(pictures, { output, atMs: 0 }, (count) => done.push(count)))
    pieces.push(piece);
  return { done, files: unzipSync(new Uint8Array(Buffer.concat(pieces))) };
}

test('one that cannot be drawn keeps none of the others back: a text says why', async () => {
  const { done, files } = await pack(good, bad, { ...good, name: 'other' });
  expect(Object.keys(files)).toEqual(['good.svg', 'bad.txt', 'other.svg']);
  expect(Buffer.from(files['bad.txt'] ?? []).toString()).toMatch(/^This code has no picture here: .+\n$/);
  expect(done).toEqual([1, 2, 3]);
});

test('where the first cannot be drawn there is nothing but the problem', async () => {
  await expect(pack(bad, good)).rejects.toThrow(QrCapacityError);
});
