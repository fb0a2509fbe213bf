import { describe, expect, test } from 'vitest';
import { type Design, errorCorrections, plainDesign } from '../core/designs/design.ts';
import type { PictureSource } from '../core/designs/picture.ts';
import { assess } from './budget/assess.ts';
import { fitSymbol } from './fit.ts';
import { encodeMatrix, QrCapacityError } from './matrix.ts';

const text = 'https://q.example.com/p/abc234';
const logo = { id: 'x', png: new Uint8Array(), width: 200, height: 200 };
const place = { image: 'x', size: 0.25, margin: 0, excavate: true };

function sourceOf(change: Partial<Design>, said = text): PictureSource {
  const design = { ...plainDesign, ...change };
  return { text: said, design, logo: design.logo === null ? null : logo };
}

test('a level that is asked for gives what the encoder gives, with the version and the mask that are asked for', () => {
  for (const level of errorCorrections) {
    expect(fitSymbol(sourceOf({ error_correction: level }))).toEqual(encodeMatrix(text, level));
    expect(fitSymbol(sourceOf({ error_correction: level, version: 9, mask: 3 }))).toMatchObject({
      version: 9,
      mask: 3,
      errorCorrection: level,
    });
  }
});

test('a version that does not hold the text is the least one: the symbol grows', () => {
  expect(fitSymbol(sourceOf({ error_correction: 'H', version: 1 })).version).toBe(4);
});

test('a text that no version holds is refused at every level', () => {
  for (const level of [...errorCorrections, 'auto'] as const) {
    const source = sourceOf({ error_correction: level }, 'x'.repeat(3000));
    expect(() => fitSymbol(source)).toThrow(QrCapacityError);
  }
});

describe('at the level auto', () => {
  test('a plain design keeps the smallest version and takes what corrects most in it', () => {
    for (const length of [1, 10, 14, 20, 40, 100, 400, 2900]) {
      const said = 'x'.repeat(length);
      const smallest = encodeMatrix(said, 'L').version;
      const chosen = fitSymbol(sourceOf({ error_correction: 'auto' }, said));
      expect(chosen.version).toBe(smallest);
      const higher = errorCorrections.slice(errorCorrections.indexOf(chosen.errorCorrection) + 1);
      for (const level of higher) expect(() => encodeIn(said, level, smallest)).toThrow();
    }
  });

  test('no other level or mask of the same version leaves a larger share of its codewords', () => {
    const source = sourceOf({ error_correction: 'auto', logo: place });
    const chosen = fitSymbol(source);
    const { marginShare } = assess(source, chosen);
    for (const level of errorCorrections) {
      for (const mask of [0, 1, 2, 3, 4, 5, 6, 7]) {
        const other = encodeMatrix(text, level, { version: chosen.version, mask });
        if (other.version !== chosen.version || level !== chosen.errorCorrection) continue;
        expect(assess(source, other).marginShare).toBeLessThanOrEqual(marginShare);
      }
    }
  });

  test('a design that is not safe in the smallest version grows by at most two', () => {
    const smallest = encodeMatrix(text, 'L').version;
    for (const size of [0.1, 0.2, 0.3, 0.35, 0.5]) {
      const source = sourceOf({ error_correction: 'auto', logo: { ...place, size } });
      const { version } = fitSymbol(source);
      expect(version - smallest).toBeLessThanOrEqual(2);
    }
    const grown = sourceOf({ error_correction: 'auto', logo: { ...place, size: 0.25 } });
    expect(fitSymbol(grown).version).toBeGreaterThan(smallest);
    expect(assess(grown, fitSymbol(grown)).safe).toBe(true);
  });

  test('a mask that is asked for stays', () => {
    for (const mask of [0, 5]) {
      expect(fitSymbol(sourceOf({ error_correction: 'auto', mask, logo: place })).mask).toBe(mask);
    }
  });
});

function encodeIn(said: string, level: 'L' | 'M' | 'Q' | 'H', version: number): void {
  if (encodeMatrix(said, level).version > version) throw new Error('does not fit');
}
