import { describe, expect, test } from 'vitest';
import { type Design, plainDesign } from '../../core/designs/design.ts';
import type { PictureFormat } from '../../core/designs/picture.ts';
import { presets } from '../../core/designs/presets.ts';
import { AppError } from '../../core/errors.ts';
import { changeDesign, type PictureQuery, parsePictureQuery } from './picture-query.ts';

/** As a picture of a code is drawn: how, and with which design. */
function read(query: PictureQuery, own: Design | null = null, format: PictureFormat = 'png') {
  const wish = parsePictureQuery(format, query);
  return { ...wish, design: changeDesign(own, wish.change) ?? plainDesign };
}

/** What is wrong, by the name of the parameter. */
function refusalOf(query: PictureQuery, own: Design | null = null): { path: string; message: string } {
  try {
    read(query, own);
  } catch (error) {
    if (error instanceof AppError && error.code === 'validation_error' && error.details[0])
      return error.details[0];
    throw error;
  }
  throw new Error(`${JSON.stringify(query)} was taken`);
}

const own: Design = {
  ...presets.badge,
  logo: { image: 'a'.repeat(64), size: 0.2, margin: 1, excavate: true },
};

test('a query without parameters of pictures gives 512 px at 300 dpi, and the design as it is', () => {
  const output = { format: 'png', px: 512, mm: null, dpi: 300, bleedMm: 0, ink: 'rgb', spot: null };
  expect(read({})).toMatchObject({ output, download: false, design: plainDesign });
  expect(read({ size: undefined, v: '1' }, own)).toMatchObject({ output, design: own });
  expect(read({}, null, 'zpl').output.dpi).toBe(203);
});

test('the size does not count where a printed width is given', () => {
  expect(read({ mm: '30', size: '9999' }).output).toMatchObject({ mm: 30, px: 512 });
});

test('what is empty counts as absent', () => {
  const names = [
    'size',
    'margin',
    'dark',
    'light',
    'ecc',
    'error_correction',
    'preset',
    'shape',
    'eye_frame',
  ];
  const more = ['eye_ball', 'rotation', 'frame', 'mm', 'dpi', 'bleed', 'ink', 'spot', 'download'];
  const empty = Object.fromEntries([...names, ...more].map((name) => [name, '']));
  expect(read(empty, own)).toEqual(read({}, own));
  const { design } = read({ dark: '', color: '222', ecc: '', error_correction: 'Q' });
  expect(design).toMatchObject({ error_correction: 'Q', modules: { color: '#222222' } });
});

describe('numbers', () => {
  test('size, margin, lengths and dots are taken within their limits', () => {
    expect([read({ size: '64' }).output.px, read({ size: '4096' }).output.px]).toEqual([64, 4096]);
    expect(read({ margin: '0' }).design.quiet_zone).toBe(0);
    expect(read({ margin: '16' }).design.quiet_zone).toBe(16);
    const { output } = read({ mm: '29.75', dpi: '1200', bleed: '3', ink: 'CMYK', spot: 'PANTONE 485 C' });
    expect(output).toMatchObject({ mm: 29.75, dpi: 1200, bleedMm: 3, ink: 'cmyk', spot: 'PANTONE 485 C' });
  });

  test.each([
    ' ',
    '63',
    '4097',
    '-512',
    '+512',
    '512.0',
    '5e2',
    '0x200',
    '512px',
    ' 512',
    'NaN',
    '9'.repeat(400),
  ])('size "%s" is refused with the range', (size) => {
    expect(refusalOf({ size })).toEqual({ path: 'size', message: 'must be a whole number from 64 to 4096' });
  });

  test.each([' ', '17', '-1', '1.5', 'four'])('margin "%s" is refused with the range', (margin) => {
    expect(refusalOf({ margin })).toEqual({ path: 'margin', message: 'must be a whole number from 0 to 16' });
  });

  test.each([
    ['mm', '4.9'],
    ['mm', '2001'],
    ['mm', '30mm'],
    ['dpi', '71'],
    ['dpi', '1201'],
    ['bleed', '11'],
    ['bleed', '-1'],
    ['rotation', '45'],
    ['rotation', 'left'],
    ['ink', 'black'],
    ['spot', '  '],
    ['spot', 'a\nb'],
    ['download', 'maybe'],
    ['preset', 'fancy'],
    ['shape', 'stars'],
    ['eye_frame', 'dots'],
    ['eye_ball', 'octagon'],
    ['frame', 'x'.repeat(61)],
    ['frame', 'a\u0007b'],
  ])('%s=%s is refused by its name', (name, value) => {
    expect(refusalOf({ [name]: value }).path).toBe(name);
  });
});

describe('colours', () => {
  test.each(['1a2b3c', '#1a2b3c', '1A2B3C', '#1A2B3C'])('%s is #1a2b3c under either name', (color) => {
    expect(read({ dark: color }).design).toMatchObject({
      modules: { color: '#1a2b3c' },
      background: '#ffffff',
    });
    expect(read({ color }).design.modules.color).toBe('#1a2b3c');
    const light = read({ light: color, dark: 'fff' }).design;
    expect(light).toMatchObject({ background: '#1a2b3c', modules: { color: '#ffffff' } });
    expect(read({ bgcolor: color, color: 'fff' }).design.background).toBe('#1a2b3c');
  });

  test('three digits are doubled', () => {
    expect(read({ dark: '#1aF' }).design.modules.color).toBe('#11aaff');
  });

  test.each([' ', '#', 'red', '12', '1234', '12345', '#12345g', '##123456', '1234567', '#fff"/><script>'])(
    '"%s" is refused, by the name that was used',
    (color) => {
      for (const path of ['dark', 'color', 'light', 'bgcolor'])
        expect(refusalOf({ [path]: color })).toMatchObject({
          path,
          message: expect.stringContaining('1a2b3c'),
        });
    },
  );

  test('of two names for the same thing the first counts', () => {
    expect(read({ dark: '111', color: '222' }).design.modules.color).toBe('#111111');
    expect(read({ light: 'eee', bgcolor: 'ddd' }).design.background).toBe('#eeeeee');
  });

  test('colours that no scanner can tell apart are refused, by the colour that was given', () => {
    expect(refusalOf({ color: 'fff' }).path).toBe('color');
    expect(refusalOf({ color: 'ffff00' }).path).toBe('color');
    expect(refusalOf({ bgcolor: '000' }).path).toBe('bgcolor');
    expect(refusalOf({ dark: '777', light: '888' }).path).toBe('dark');
    expect(refusalOf({ light: '#3a2418' }, presets.ticket).path).toBe('light');
  });

  test('a light code on a dark ground is allowed, and none at all', () => {
    expect(read({ dark: 'fff', light: '000' }).design.background).toBe('#000000');
    expect(read({ bgcolor: 'Transparent' }).design.background).toBeNull();
  });

  test('a colour for the modules is one for the eyes as well', () => {
    const { eyes } = read({ dark: '000' }, own).design;
    expect([own.eyes.ball.color, eyes.ball.color]).toEqual(['#0a7357', null]);
  });
});

describe('error correction', () => {
  test.each([
    ['ecc', 'L', 'L'],
    ['ecc', 'h', 'H'],
    ['error_correction', 'Q', 'Q'],
    ['error_correction', 'm', 'M'],
    ['ecc', 'auto', 'auto'],
    ['ecc', 'AUTO', 'auto'],
  ])('%s=%s is level %s', (parameter, value, level) => {
    expect(read({ [parameter]: value }).design.error_correction).toBe(level);
  });

  test.each(['ecc', 'error_correction'])('%s is refused if it is no level', (path) => {
    for (const value of [' ', 'X', 'LM', '1', 'low'])
      expect(refusalOf({ [path]: value })).toMatchObject({
        path,
        message: expect.stringContaining('L, M, Q, H'),
      });
  });
});

describe('over the design of the code', () => {
  test('what is asked for is changed, and nothing else', () => {
    const query = {
      shape: 'dots',
      eye_frame: 'circle',
      eye_ball: 'diamond',
      rotation: '90',
      frame: 'Order here',
    };
    expect(read(query, own).design).toEqual({
      ...own,
      modules: { ...own.modules, shape: 'dots' },
      eyes: { frame: { ...own.eyes.frame, shape: 'circle' }, ball: { ...own.eyes.ball, shape: 'diamond' } },
      rotation: 90,
      frame: { ...own.frame, text: 'Order here' },
    });
  });

  test('a preset is taken whole, with the logo of the code', () => {
    expect(read({ preset: 'ocean' }, own).design).toEqual({ ...presets.ocean, logo: own.logo });
    expect(read({ preset: 'Dots', dark: '222' }).design.modules).toEqual({ shape: 'dots', color: '#222222' });
  });
});
