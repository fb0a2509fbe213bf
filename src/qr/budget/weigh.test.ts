import { describe, expect, test } from 'vitest';
import { type Design, plainDesign, rotations } from '../../core/designs/design.ts';
import type { PictureSource } from '../../core/designs/picture.ts';
import { fitSymbol } from '../fit.ts';
import { interleave } from '../structure/interleaving.ts';
import { layOut } from '../structure/symbol-layout.ts';
import { weighDesign } from './weigh.ts';

const text = 'https://q.example.com/p/abc234';
const logo = { id: 'x', png: new Uint8Array(), width: 100, height: 100 };
const place = { image: 'x', size: 0.2, margin: 1, excavate: true };

function sourceOf(change: Partial<Design>): PictureSource {
  const design = { ...plainDesign, ...change };
  return { text, design, logo: design.logo === null ? null : logo };
}

function weigh(change: Partial<Design>) {
  return weighDesign(sourceOf(change));
}

/** Of a logo that is one colour. */
function pixelsOf(...color: readonly [number, number, number, number]) {
  return { rgba: Uint8Array.from({ length: 400 }, (_, at) => color[at % 4]!), width: 10, height: 10 };
}

test('a plain design loses nothing, and nothing need be changed', () => {
  const budget = weigh({ error_correction: 'M' });
  expect(budget).toMatchObject({ margin: 13, worstBlock: 1, safe: true, lost: [], suggestions: [] });
  expect(budget.symbol).toEqual({ version: 3, errorCorrection: 'M', mask: 3, size: 29 });
  expect(budget.blocks).toMatchObject([{ block: 1, codewords: 70, correctable: 13, damaged: 0 }]);
});

test('beside an excavated logo just the dark modules are wrong, and each costs its codeword once', () => {
  for (const rotation of rotations) {
    const source = sourceOf({ error_correction: 'H', logo: place, rotation });
    const matrix = fitSymbol(source);
    const budget = weighDesign(source, pixelsOf(255, 255, 255, 255));
    // 33 modules wide: the box of 6.6 with a margin of 1 clears columns and rows 12 to 20, the same however it is turned.
    const { order } = layOut(matrix.version);
    const { block } = interleave(matrix.version, 'H');
    const damaged = budget.blocks.map(() => 0);
    for (const [codeword, of] of block.entries()) {
      const wrong = order.subarray(8 * codeword, 8 * codeword + 8).some((at) => {
        const [x, y] = [at % 33, Math.floor(at / 33)];
        return x >= 12 && x < 21 && y >= 12 && y < 21 && matrix.modules[at] === 1;
      });
      if (wrong) damaged[of]! += 1;
    }
    expect(budget.blocks.map(({ byLogo }) => byLogo)).toEqual(damaged);
    expect(budget.margin).toBe(8 - Math.max(...damaged));
  }
});

test('what a logo shows is unknown without its pixels, and looked at with them', () => {
  const source = sourceOf({ error_correction: 'M', logo: { ...place, margin: 0, excavate: false } });
  const unknown = weighDesign(source).blocks[0]!.damaged;
  expect(weighDesign(source, pixelsOf(255, 255, 255, 255)).blocks[0]!.damaged).toBeLessThan(unknown);
  expect(weighDesign(source, pixelsOf(170, 170, 170, 255)).blocks[0]!.damaged).toBe(unknown);
  expect(weighDesign(source, pixelsOf(0, 0, 0, 0)).blocks[0]!.damaged).toBe(0);
});

test('modules that are too light count as lost by colours, those of the eyes as a lost finder', () => {
  const stops = [
    { offset: 0, color: '#000000' },
    { offset: 1, color: '#ffffff' },
  ];
  const { blocks, lost, safe } = weigh({
    modules: { shape: 'square', color: { type: 'linear', angle: 0, stops } },
  });
  expect(blocks.every(({ byColors, byLogo }) => byColors > 0 && byLogo === 0)).toBe(true);
  expect(lost).toContainEqual(expect.objectContaining({ part: 'finder', fatal: true }));
  expect(safe).toBe(false);
});

describe('never safe, whatever the margin', () => {
  test.each([
    [
      'light on dark',
      { modules: { shape: 'square', color: '#ffffff' }, background: '#000000' },
      'contrast',
      'background',
    ],
    ['without a quiet zone', { quiet_zone: 0 }, 'quiet_zone', 'quiet_zone'],
    [
      'eyes of a colour that is too light',
      { eyes: { frame: { shape: 'square', color: '#ffdd55' }, ball: { shape: 'square', color: null } } },
      'finder',
      'eyes.frame.color',
    ],
  ] as const)('%s', (_, change, part, field) => {
    const budget = weigh(change);
    expect(budget.safe).toBe(false);
    expect(budget.margin).toBeGreaterThan(0);
    expect(budget.lost[0]).toMatchObject({ part, fatal: true });
    expect(budget.summary).toBe('None of the 8 codewords that can be corrected in a block is lost.');
    expect(budget.suggestions[0]).toMatchObject({ field });
  });

  test('a logo that shows something like an eye', () => {
    const rgba = new Uint8Array(4 * 49).fill(255);
    for (let at = 0; at < 49; at += 1) {
      const ring = Math.max(Math.abs((at % 7) - 3), Math.abs(Math.floor(at / 7) - 3));
      if (ring !== 2) rgba.fill(0, 4 * at, 4 * at + 3);
    }
    const source = sourceOf({ logo: { ...place, size: 0.2 } });
    const budget = weighDesign(source, { rgba, width: 7, height: 7 });
    expect(budget.lost).toContainEqual(expect.objectContaining({ part: 'finder', fatal: true }));
    const small = sourceOf({ logo: { ...place, size: 0.09 } });
    expect(weighDesign(small, { rgba, width: 7, height: 7 }).lost).toContainEqual(
      expect.objectContaining({ part: 'finder', fatal: false }),
    );
  });
});

test('a narrow quiet zone and a transparent ground are told of, but readers manage', () => {
  expect(weigh({ quiet_zone: 2 })).toMatchObject({
    safe: true,
    lost: [{ part: 'quiet_zone', fatal: false }],
  });
  expect(weigh({ quiet_zone: 2 }).suggestions[0]).toMatchObject({ field: 'quiet_zone', value: 4 });
  expect(weigh({ background: null })).toMatchObject({
    safe: true,
    lost: [{ part: 'contrast', fatal: false }],
  });
});

test('a colour of middle lightness is safe, with a word that a darker one is read sooner', () => {
  const budget = weigh({ modules: { shape: 'square', color: '#8c8c8c' } });
  expect(budget).toMatchObject({ safe: true, lost: [{ part: 'contrast', fatal: false }] });
  expect(budget.suggestions.map(({ field }) => field)).toEqual(['modules.color']);
  expect(weigh({ modules: { shape: 'square', color: '#2196f3' } })).toMatchObject({ safe: true, lost: [] });
});

/** A design with a field of it changed, by its dotted path. */
function changed(design: Partial<Design>, path: string, value: string | number): Partial<Design> {
  const copy: Record<string, unknown> = structuredClone({ ...plainDesign, ...design });
  const names = path.split('.');
  let part = copy;
  for (const name of names.slice(0, -1)) part = part[name] as Record<string, unknown>;
  part[names.at(-1)!] = value;
  return copy;
}

describe('what is suggested holds what it promises, and leaves no less margin', () => {
  test.each<[string, Partial<Design>, readonly string[]]>([
    ['a logo that is too large', { error_correction: 'M', logo: { ...place, size: 0.35 } }, []],
    [
      'a logo far too large for the lowest level: a higher one and a smaller logo',
      { error_correction: 'L', logo: { ...place, size: 0.5 } },
      ['logo.size'],
    ],
    [
      'light on dark: both colours',
      { modules: { shape: 'square', color: '#ffffff' }, background: '#000000' },
      ['background', 'modules.color'],
    ],
    [
      'everything at once',
      {
        error_correction: 'L',
        quiet_zone: 0,
        background: '#202020',
        modules: { shape: 'dots', color: '#d0d0d0' },
        eyes: { frame: { shape: 'leaf', color: '#eeeeee' }, ball: { shape: 'circle', color: '#eeeeee' } },
        logo: { ...place, size: 0.5, excavate: false },
      },
      ['background', 'modules.color', 'eyes.frame.color', 'eyes.ball.color', 'quiet_zone', 'logo.size'],
    ],
  ])('%s', (_, design, fields) => {
    const budget = weigh(design);
    expect(budget.safe).toBe(false);
    expect(budget.suggestions.length).toBeGreaterThan(0);
    for (const { field, value, also, margin } of budget.suggestions) {
      const all = [{ field, value }, ...also];
      const after = weigh(all.reduce((one, change) => changed(one, change.field, change.value), design));
      expect(after).toMatchObject({ safe: true, margin });
      expect(margin).toBeGreaterThanOrEqual(budget.margin);
      expect(all.map((change) => change.field)).toEqual(expect.arrayContaining([...fields]));
    }
  });
});
