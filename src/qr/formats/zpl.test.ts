import { beforeAll, expect, test } from 'vitest';
import { decodeWithAll } from '../../../test/support/decode-qr.ts';
import { link, pictureSources, plainOutput, type SourceName } from '../../../test/support/pictures.ts';
import type { Output, PictureSource } from '../../core/designs/picture.ts';
import { fitSymbol } from '../fit.ts';
import { renderPicture } from '../render.ts';

let sources: Readonly<Record<SourceName, PictureSource>>;
beforeAll(async () => {
  sources = await pictureSources();
});

const dpis = [203, 300, 600] as const;

async function drawLabel(source: PictureSource, wish: Partial<Output>) {
  const picture = await renderPicture(source, { ...plainOutput, format: 'zpl', ...wish });
  return { ...picture, text: Buffer.from(picture.bytes).toString('latin1') };
}

test.each(dpis)('at %i dpi every design is read back from the dots of the label', async (dpi) => {
  for (const name of ['plain', 'dots', 'gradient', 'logo', 'framed', 'boxed'] as const) {
    const label = printLabel((await drawLabel(sources[name], { mm: 22, dpi })).text);
    const read = await decodeWithAll(pixelsOf(label));
    expect({ name, ...read }).toEqual({ name, zxing: link, jsqr: link, qr: link });
  }
});

test.each(dpis)(
  'at %i dpi every module is the same whole number of dots, and there are no greys',
  async (dpi) => {
    const { size, modules } = fitSymbol(sources.plain);
    const side = size + 2 * 4;
    const { text, width, height } = await drawLabel(sources.plain, { mm: 25, dpi });
    const label = printLabel(text);
    const perModule = Math.floor(((25 / 25.4) * dpi) / side);
    expect([width, height, label.width, label.height]).toEqual(Array(4).fill(side * perModule));
    for (let y = 0; y < label.height; y += 1) {
      for (let x = 0; x < label.width; x += 1) {
        const [column, row] = [Math.floor(x / perModule) - 4, Math.floor(y / perModule) - 4];
        const inside = column >= 0 && row >= 0 && column < size && row < size;
        const dark = inside && modules[row * size + column] === 1;
        if (label.dots[y * label.width + x] !== (dark ? 1 : 0)) expect.fail(`wrong dot at ${x}, ${y}`);
      }
    }
  },
);

test('light modules on a dark ground stay light: the ground is what is printed', async () => {
  const design = {
    ...sources.plain.design,
    background: '#202020',
    modules: { shape: 'square', color: '#ffcc00' },
  };
  const label = printLabel(
    (await drawLabel({ ...sources.plain, design } as PictureSource, { px: 410 })).text,
  );
  expect(label.dots[0]).toBe(1);
  expect(label.dots[(4 * 10 + 5) * 410 + 4 * 10 + 5]).toBe(0);
});

test('colours that are bright on their own are printed where they are the modules', async () => {
  const design = { ...sources.plain.design, modules: { shape: 'square', color: '#ff8800' } };
  const { text } = await drawLabel({ ...sources.plain, design } as PictureSource, { px: 410 });
  expect((await decodeWithAll(pixelsOf(printLabel(text)))).zxing).toBe(link);
});

test.each([
  { shape: 'box', color: '#ffd166', text_color: '#ffffff' },
  { shape: 'box', color: '#1d3557', text_color: '#333333' },
  { shape: 'label', color: '#ffd166', text_color: '#000000' },
  { shape: 'text', color: '#ffe8b0', text_color: '#ffffff' },
] as const)(
  'the words of a $shape of $color with $text_color are there: a bar is printed, words in it are not',
  async (frame) => {
    const framed = {
      ...sources.plain.design,
      frame: { ...frame, position: 'bottom', text: 'Scan me' },
    } as const;
    const label = printLabel((await drawLabel({ ...sources.plain, design: framed }, { px: 490 })).text);
    const middle = (across: number) => across > label.width * 0.3 && across < label.width * 0.7;
    const high = Math.round(label.width * 0.1);
    const from = (label.height - high - (frame.shape === 'box' ? 10 : 50)) * label.width;
    const words = label.dots
      .subarray(from, from + high * label.width)
      .filter((_, at) => middle(at % label.width));
    const printed = words.reduce((sum, dot) => sum + dot, 0) / words.length;
    expect(printed).toBeGreaterThan(frame.shape === 'text' ? 0.02 : 0.5);
    expect(printed).toBeLessThan(frame.shape === 'text' ? 0.5 : 0.97);
    expect((await decodeWithAll(pixelsOf(label))).zxing).toBe(link);
  },
);

test('what is larger than one graphic field may be is split into several', async () => {
  const { text } = await drawLabel(sources.plain, { px: 1025 });
  const counts = [...text.matchAll(/\^GFA,(\d+),/g)].map(([, count]) => Number(count));
  expect(counts.length).toBeGreaterThan(1);
  expect(Math.max(...counts)).toBeLessThanOrEqual(99_999);
  expect((await decodeWithAll(pixelsOf(printLabel(text)))).zxing).toBe(link);
});

test('the label is small: a plain code of 25 mm at 203 dpi in less than 3 kB of printable characters', async () => {
  const { text, mediaType } = await drawLabel(sources.plain, { mm: 25, dpi: 203 });
  expect(mediaType).toBe('application/zpl');
  expect(text).toMatch(/^[\n -~]+$/);
  expect(text.length).toBeLessThan(3000);
});

interface Label {
  readonly width: number;
  readonly height: number;
  /** Row by row; 1 is printed. */
  readonly dots: Uint8Array;
}

/** What a printer makes of the commands that we use (ZPL II Programming Guide). */
function printLabel(text: string): Label {
  const [, wide, high, fields = ''] =
    /^\^XA\n\^PW(\d+)\n\^LL(\d+)\n\^LH0,0\n(.*)\^XZ\n$/s.exec(text) ?? expect.fail('no such label');
  const [width, height] = [Number(wide), Number(high)];
  const dots = new Uint8Array(width * height);
  let rest = fields;
  while (rest !== '') {
    const [field, y, all, count, lineBytes, data = ''] =
      /^\^FO0,(\d+)\^GFA,(\d+),(\d+),(\d+),([0-9A-Za-z,!:]*)\^FS\n/.exec(rest) ??
      expect.fail('no such field');
    rest = rest.slice(field.length);
    const bits = unpackHex(data, 2 * Number(lineBytes));
    expect([Number(all), bits.length / 2]).toEqual([Number(count), Number(count)]);
    const bytes = Buffer.from(bits, 'hex');
    for (let at = 0; at < bytes.length * 8; at += 1) {
      const x = at % (8 * Number(lineBytes));
      const row = Number(y) + Math.floor(at / (8 * Number(lineBytes)));
      const bit = (bytes[at >> 3]! >> (7 - (at & 7))) & 1;
      if (x < width) dots[row * width + x] = bit;
      else expect(bit).toBe(0);
    }
  }
  return { width, height, dots };
}

function unpackHex(data: string, lineDigits: number): string {
  const lines: string[] = [];
  let line = '';
  let count = 0;
  for (const sign of data) {
    if (sign === ':') line = lines.at(-1) ?? expect.fail('nothing is above');
    else if (sign === ',') line = line.padEnd(lineDigits, '0');
    else if (sign === '!') line = line.padEnd(lineDigits, 'F');
    else if (/[G-Y]/.test(sign)) count += sign.charCodeAt(0) - 70;
    else if (/[g-z]/.test(sign)) count += 20 * (sign.charCodeAt(0) - 102);
    else {
      line += sign.repeat(Math.max(1, count));
      count = 0;
    }
    expect(line.length).toBeLessThanOrEqual(lineDigits);
    if (line.length === lineDigits) {
      lines.push(line);
      line = '';
    }
  }
  expect([line, count]).toEqual(['', 0]);
  return lines.join('');
}

function pixelsOf({ width, height, dots }: Label) {
  const data = new Uint8ClampedArray(4 * dots.length).fill(255);
  dots.forEach((dot, at) => {
    if (dot === 1) data.fill(0, 4 * at, 4 * at + 3);
  });
  return { data, width, height };
}
