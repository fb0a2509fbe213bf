import { describe, expect, test } from 'vitest';
import { AppError } from '../errors.ts';
import { plainDesign } from './design.ts';
import { drawingOfText, parseOutput } from './output.ts';
import { presets } from './presets.ts';

const asIs = (field: string) => field;

function refusalOf(work: () => unknown): { path: string; message: string } | undefined {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError && error.code === 'validation_error') return error.details[0];
    throw error;
  }
  return undefined;
}

describe('an output', () => {
  test('of which nothing is said is a PNG of 512 px; labels have the dots of their printers', () => {
    expect(parseOutput({}, asIs)).toEqual({
      ...{ format: 'png', px: 512, mm: null, dpi: 300, bleedMm: 0, ink: 'rgb', spot: null },
    });
    expect(parseOutput({ format: 'zpl' }, asIs).dpi).toBe(203);
    expect(parseOutput({ format: 'zpl', dpi: 600, mm: 5, spot: ' Gold ' }, asIs)).toMatchObject({
      ...{ dpi: 600, mm: 5, spot: 'Gold' },
    });
  });

  test.each([
    [{ px: 63 }, 'px', 'must be a whole number from 64 to 4096'],
    [{ px: 4097 }, 'px', 'must be a whole number from 64 to 4096'],
    [{ px: 100.5 }, 'px', 'must be a whole number from 64 to 4096'],
    [{ px: '512' }, 'px', 'must be a whole number from 64 to 4096'],
    [{ mm: 4.9 }, 'mm', 'must be a number of millimetres from 5 to 2000'],
    [{ mm: Number.NaN }, 'mm', 'must be a number of millimetres from 5 to 2000'],
    [{ dpi: 1201 }, 'dpi', 'must be a whole number from 72 to 1200'],
    [{ bleedMm: 10.1 }, 'bleedMm', 'must be a number of millimetres from 0 to 10'],
    [{ ink: 'gold' }, 'ink', 'must be one of rgb, cmyk'],
    [{ format: 'gif' }, 'format', 'must be one of svg, png, jpg, webp, pdf, eps, zpl'],
    [{ spot: ' ' }, 'spot', 'must not be empty'],
    [{ spot: 'x'.repeat(61) }, 'spot', 'must have at most 60 characters'],
    [{ spot: 'two\nlines' }, 'spot', 'must be one line without control characters'],
  ])('%j is refused by the name that the caller gives the field', (input, field, message) => {
    const refusal = refusalOf(() => parseOutput(input, (name) => `--${name}`));
    expect(refusal).toEqual({ path: `--${field}`, message });
  });
});

describe('the drawing of a text', () => {
  test('has whatever error correction there is room for, unless the design says otherwise', () => {
    const auto = { ...plainDesign, error_correction: 'auto' };
    expect(drawingOfText('A', undefined)).toEqual({ text: 'A', design: auto });
    expect(drawingOfText('A', null).design).toEqual(auto);
    expect(drawingOfText('A', { preset: 'ocean' }).design).toEqual(presets.ocean);
    expect(drawingOfText('A', { error_correction: 'L' }).design.error_correction).toBe('L');
  });

  test('is refused where no symbol holds the text, by the names of the caller', () => {
    const pathOf = (field: string) => `my ${field}`;
    expect(refusalOf(() => drawingOfText('é'.repeat(1476), {}))).toBeUndefined();
    for (const text of ['', 'é'.repeat(1477), 'x'.repeat(2954), undefined, 7])
      expect(refusalOf(() => drawingOfText(text, {}, pathOf))?.path).toBe('my text');
    const pale = () => drawingOfText('A', { modules: { color: 'fff' } }, pathOf);
    expect(refusalOf(pale)?.path).toBe('my design.modules.color');
  });
});
