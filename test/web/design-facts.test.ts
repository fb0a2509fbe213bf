import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plainDesign } from '../../src/core/designs/design.ts';
import { assess } from '../../src/qr/budget/assess.ts';
import { weighDesign } from '../../src/qr/budget/weigh.ts';
import { fitSymbol } from '../../src/qr/fit.ts';
import { QrCapacityError } from '../../src/qr/matrix.ts';
import { type LostKind, lossOf, lostKindOf, verdictOf } from '../../web/design/facts.ts';
import { link } from '../support/pictures.ts';
import { randomDesign, randomText } from '../support/random-designs.ts';

/** A dark disc on nothing, of 60 × 60 px. */
const side = 60;
const disc = Uint8Array.from({ length: 4 * side * side }, (_, at) => {
  const [x, y] = [Math.floor(at / 4) % side, Math.floor(at / 4 / side)];
  return at % 4 === 3 && Math.hypot(x - side / 2, y - side / 2) < side / 2 ? 255 : 0;
});
const pixels = { rgba: disc, width: side, height: side };
const logo = { id: 'logo', png: new Uint8Array(0), width: side, height: side };

test('whatever a design lacks has words of the page, and the numbers add up', () => {
  const kinds = new Set<LostKind | undefined>();
  const property = fc.property(randomDesign, randomText, (design, text) => {
    const source = { text, design, logo: design.logo && logo };
    try {
      const matrix = fitSymbol(source);
      const { worst, ...facts } = assess(source, matrix, pixels);
      for (const part of facts.lost) kinds.add(lostKindOf(part) ?? undefined);
      const loss = lossOf({ ...facts, worstBlock: worst.block });
      expect(loss).toMatchObject({ n: worst.damaged, of: worst.correctable });
      expect(loss.kind === 'over').toBe(facts.margin < 0);
      expect(verdictOf({ ...facts, worstBlock: worst.block }) === 'bad').toBe(!facts.safe);
    } catch (error) {
      if (!(error instanceof QrCapacityError)) throw error;
    }
  });
  fc.assert(property, { numRuns: 200, seed: 1 });
  expect(kinds.has(undefined)).toBe(false);
  expect(kinds.size).toBeGreaterThan(8);
});

test('a logo that is too large is told as such, and half a reserve as less than all', () => {
  const weighed = (size: number) => {
    const design = { ...plainDesign, logo: { image: 'logo', size, margin: 1, excavate: true } };
    return weighDesign({ text: link, design, logo }, pixels);
  };
  expect(lossOf(weighed(0.45)).kind).toBe('over');
  expect(lossOf(weighed(0.2)).kind).toBe('logo');
  expect(verdictOf(weighed(0.45))).toBe('bad');
  expect(verdictOf(weighDesign({ text: link, design: plainDesign, logo: null }))).toBe('good');
});
