import { expect, test } from 'vitest';
import { encodeMatrix } from '../matrix.ts';
import { openDecoders } from './decoders.ts';
import type { Frame } from './raster.ts';
import { findZbar, readWithZbar } from './zbar.ts';

const decoders = await openDecoders();
const hasZbar = await findZbar();

function frameOf(text: string, modulePx = 5): Frame {
  const { size, modules } = encodeMatrix(text, 'M');
  const side = (size + 8) * modulePx;
  const rgba = new Uint8ClampedArray(side * side * 4).fill(255);
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      const column = Math.floor(x / modulePx) - 4;
      const row = Math.floor(y / modulePx) - 4;
      const inside = column >= 0 && row >= 0 && column < size && row < size;
      if (inside && modules[row * size + column] === 1)
        rgba.fill(0, (y * side + x) * 4, (y * side + x) * 4 + 3);
    }
  }
  return { width: side, height: side, rgba };
}

const blank: Frame = { width: 120, height: 120, rgba: new Uint8ClampedArray(120 * 120 * 4).fill(255) };
const texts = [
  'https://qr.example.org/AbC?x=1&y=<2>',
  'HTTPS://QZ.IO/AB12',
  '0123456789',
  'two\nlines ',
  'Ünï',
];

test('at least three independent readers are there', () => {
  expect(decoders.map(({ name }) => name)).toEqual(['zxing', 'jsqr', 'qr', ...(hasZbar ? ['zbar'] : [])]);
});

test.each(decoders)(
  '$name reads links, digits, line breaks and letters beyond ASCII, and nothing on a blank page',
  async (decoder) => {
    const frames = texts.map((text) => frameOf(text));
    expect(await decoder.read([...frames, blank])).toEqual([...texts, null]);
  },
);

test.each(decoders)('$name gives up at once when it is told to', async (decoder) => {
  const reason = new Error('enough');
  await expect(decoder.read([frameOf('x')], AbortSignal.abort(reason))).rejects.toBe(reason);
});

test.skipIf(!hasZbar)('zbarimg (where installed): what it misses does not shift what it reads', async () => {
  const frames = [blank, frameOf('first'), blank, blank, frameOf('second'), blank];
  expect(await readWithZbar(frames)).toEqual([null, 'first', null, null, 'second', null]);
});

test.skipIf(!hasZbar)('zbarimg (where installed): is ended when the proof is cancelled', async () => {
  const cancel = new AbortController();
  const reason = new Error('enough');
  const reading = readWithZbar(
    Array.from({ length: 24 }, () => frameOf('x'.repeat(400), 4)),
    cancel.signal,
  );
  cancel.abort(reason);
  await expect(reading).rejects.toBe(reason);
});
