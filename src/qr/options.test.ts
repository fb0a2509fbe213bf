import { describe, expect, test } from 'vitest';
import { defaultImageOptions, parseImageQuery } from './options.ts';

test('a query without image parameters gives 512 px, 4 modules, black on white, and no level', () => {
  const defaults = { size: 512, margin: 4, dark: '#000000', light: '#ffffff' };
  expect(parseImageQuery({})).toEqual({ ok: true, options: defaults });
  expect(parseImageQuery({ size: undefined, download: '1' })).toEqual({ ok: true, options: defaults });
  expect(defaultImageOptions).toEqual(defaults);
});

test('what is empty counts as absent', () => {
  const empty = { size: '', margin: '', dark: '', light: '', ecc: '', error_correction: '' };
  expect(parseImageQuery(empty)).toEqual({ ok: true, options: defaultImageOptions });
  const second = { dark: '', color: '222', ecc: '', error_correction: 'Q' };
  expect(parseImageQuery(second)).toMatchObject({ options: { dark: '#222222' }, errorCorrection: 'Q' });
});

test('the defaults cannot be changed by a caller', () => {
  expect(Object.isFrozen(defaultImageOptions)).toBe(true);
});

describe('size and margin', () => {
  test.each([
    [{ size: '64' }, { size: 64 }],
    [{ size: '4096' }, { size: 4096 }],
    [{ margin: '0' }, { margin: 0 }],
    [{ margin: '16' }, { margin: 16 }],
  ])('%o is within the limits', (query, expected) => {
    expect(parseImageQuery(query)).toMatchObject({ ok: true, options: expected });
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
    const message = 'size must be a whole number from 64 to 4096';
    expect(parseImageQuery({ size })).toEqual({ ok: false, parameter: 'size', message });
  });

  test.each([' ', '17', '-1', '1.5', 'four'])('margin "%s" is refused with the range', (margin) => {
    const message = 'margin must be a whole number from 0 to 16';
    expect(parseImageQuery({ margin })).toEqual({ ok: false, parameter: 'margin', message });
  });
});

describe('colours', () => {
  test.each(['1a2b3c', '#1a2b3c', '1A2B3C', '#1A2B3C'])('%s is #1a2b3c under either name', (colour) => {
    expect(parseImageQuery({ dark: colour })).toMatchObject({
      options: { dark: '#1a2b3c', light: '#ffffff' },
    });
    expect(parseImageQuery({ color: colour })).toMatchObject({ options: { dark: '#1a2b3c' } });
    const light = { light: colour, dark: 'fff' };
    expect(parseImageQuery(light)).toMatchObject({ options: { light: '#1a2b3c', dark: '#ffffff' } });
    expect(parseImageQuery({ bgcolor: colour, color: 'fff' })).toMatchObject({
      options: { light: '#1a2b3c' },
    });
  });

  test('three digits are doubled', () => {
    expect(parseImageQuery({ dark: '#1aF' })).toMatchObject({ options: { dark: '#11aaff' } });
  });

  test.each([' ', '#', 'red', '12', '1234', '12345', '#12345g', '##123456', '1234567', '#fff"/><script>'])(
    '"%s" is refused, by the name that was used',
    (colour) => {
      for (const parameter of ['dark', 'color', 'light', 'bgcolor']) {
        const message = `${parameter} must be a colour of 3 or 6 hexadecimal digits, such as 1a2b3c`;
        expect(parseImageQuery({ [parameter]: colour })).toEqual({ ok: false, parameter, message });
      }
    },
  );

  test('of two names for the same thing the first counts', () => {
    expect(parseImageQuery({ dark: '111', color: '222' })).toMatchObject({ options: { dark: '#111111' } });
    expect(parseImageQuery({ light: 'eee', bgcolor: 'ddd' })).toMatchObject({
      options: { light: '#eeeeee' },
    });
  });

  test('colours that no scanner can tell apart are refused, by the colour that was given', () => {
    const message = 'color and light are too alike for a scanner to tell them apart';
    expect(parseImageQuery({ color: 'fff' })).toEqual({ ok: false, parameter: 'color', message });
    expect(parseImageQuery({ color: 'ffff00' })).toMatchObject({ ok: false, parameter: 'color' });
    expect(parseImageQuery({ bgcolor: '000' })).toMatchObject({ ok: false, parameter: 'bgcolor' });
    expect(parseImageQuery({ dark: '777', light: '888' })).toMatchObject({ ok: false, parameter: 'dark' });
  });

  test('a light code on a dark ground is allowed', () => {
    expect(parseImageQuery({ dark: 'fff', light: '000' })).toMatchObject({ ok: true });
  });
});

describe('error correction', () => {
  test.each([
    ['ecc', 'L', 'L'],
    ['ecc', 'h', 'H'],
    ['error_correction', 'Q', 'Q'],
    ['error_correction', 'm', 'M'],
  ])('%s=%s is level %s', (parameter, value, level) => {
    expect(parseImageQuery({ [parameter]: value })).toMatchObject({ ok: true, errorCorrection: level });
  });

  test.each(['ecc', 'error_correction'])('%s is refused if it is no level', (parameter) => {
    for (const value of [' ', 'X', 'LM', '1', 'low']) {
      const message = `${parameter} must be one of L, M, Q, H`;
      expect(parseImageQuery({ [parameter]: value })).toEqual({ ok: false, parameter, message });
    }
  });
});
