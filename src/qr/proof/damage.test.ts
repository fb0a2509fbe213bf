import { beforeAll, describe, expect, test } from 'vitest';
import { plainDesign } from '../../core/designs/design.ts';
import { damages } from '../../core/designs/proof.ts';
import { takePicture } from './camera.ts';
import { matrix, type Shot, shotsOf } from './matrix.ts';
import { planOf } from './plan.ts';
import { findSpotOf } from './pose.ts';
import type { Frame } from './raster.ts';
import { type ExportedSpecimen, exportSpecimens } from './specimens.ts';

const source = {
  text: 'https://qr.example.org/AbC4567x',
  design: { ...plainDesign, error_correction: 'M' as const },
  logo: null,
};

let specimen: ExportedSpecimen;
let faultless: Shot;
beforeAll(async () => {
  const { of } = await exportSpecimens(source, ['png']);
  const png = of.get('png');
  const usual = matrix.find(({ label }) => label === '5 px a module');
  if (png === undefined || usual === undefined) throw new Error('no specimen');
  specimen = png;
  faultless = usual;
});

function look(shot: Shot): Frame {
  return takePicture(specimen, shot, 'seed');
}

function difference(one: Frame, other: Frame): number {
  expect([one.width, one.height]).toEqual([other.width, other.height]);
  return one.rgba.reduce((sum, code, at) => sum + Math.abs(code - other.rgba[at]!), 0) / one.rgba.length;
}

function shotsLike(damage: Shot['damage'], isAlike: (shot: Shot) => boolean): readonly Shot[] {
  return matrix.filter((shot) => shot.damage === damage && isAlike(shot));
}

const alone: Readonly<Record<string, readonly Shot[]>> = {
  blur: shotsLike('blur', () => true),
  ink_gain: shotsLike('ink_gain', () => true),
  ink_loss: shotsLike('ink_loss', () => true),
  low_contrast: shotsLike('low_contrast', () => true),
  stain: shotsLike('stain', ({ stain }) => stain?.place === 'data' && stain.tone < 0.5),
  grey_print: shotsLike('grey_print', () => true),
  noise: shotsLike('noise', ({ blur }) => blur === 0),
  'uneven_light by a gradient': shotsLike('uneven_light', ({ light }) => light?.kind === 'gradient'),
  'uneven_light by a shadow': shotsLike('uneven_light', ({ light }) => light?.kind === 'shadow'),
  'uneven_light by a glare': shotsLike('uneven_light', ({ light }) => light?.kind === 'glare'),
};

describe.each(Object.entries(alone))('%s', (_, shots) => {
  test('changes the picture, and the more the higher its grade', () => {
    const amounts = shots.map((shot) => difference(look(shot), look(faultless)));
    expect(amounts.length).toBeGreaterThan(1);
    expect(amounts[0]).toBeGreaterThan(0.05);
    for (const [index, amount] of amounts.slice(1).entries()) expect(amount).toBeGreaterThan(amounts[index]!);
  });
});

test('a code that is looked at smaller has fewer pixels, by the width of its modules', () => {
  const widths = shotsLike('small', () => true).map((shot) => look(shot).width / shot.modulePx);
  for (const width of widths) expect(width).toBeCloseTo(29 + 2 * 4 + 2 * 5, 0);
});

test.each(['rotation', 'perspective', 'curvature'] as const)(
  '%s moves the corners the further the higher its grade',
  (damage) => {
    const moved = shotsLike(damage, ({ label }) => !label.includes('197')).map(({ pose }) => {
      const spot = { x: 0, y: 0, seen: true };
      findSpotOf({ ...pose, turn: damage === 'rotation' ? pose.turn : 0 }, 37)(12, 12, spot);
      return Math.hypot(spot.x - 12, spot.y - 12);
    });
    expect(moved[0]).toBeGreaterThan(0.1);
    expect(moved).toEqual(moved.toSorted((one, other) => one - other));
  },
);

test('a wall is dark up to the edge of the picture, paper is not', () => {
  const wall = look({ ...faultless, on: 'wall' });
  expect(wall.rgba[0]).toBeLessThan(60);
  expect(look(faultless).rgba[0]).toBeGreaterThan(240);
  const middle = 4 * (Math.floor(wall.height / 2) * wall.width + 7 * faultless.modulePx);
  expect(wall.rgba[middle]).toBeGreaterThan(240);
});

test('without a background the wall shows through between the modules', async () => {
  const { of } = await exportSpecimens({ ...source, design: { ...source.design, background: null } }, [
    'png',
    'svg',
    'pdf',
  ]);
  for (const format of ['png', 'svg', 'pdf'] as const) {
    const frame = takePicture(of.get(format)!, { ...faultless, on: 'wall', noise: 0 }, 'seed');
    const brightest = frame.rgba.reduce((most, code, at) => (at % 4 === 3 ? most : Math.max(most, code)), 0);
    expect(brightest, format).toBeLessThan(60);
  }
});

test('the three files show the same picture, whoever opens them', async () => {
  const styled = { ...source.design, modules: { shape: 'square' as const, color: '#1a237e' } };
  const { of } = await exportSpecimens({ ...source, design: styled }, ['png', 'svg', 'pdf']);
  const [png, svg, pdf] = (['png', 'svg', 'pdf'] as const).map((format) => of.get(format)!.undamaged);
  expect(difference(png!, svg!)).toBeLessThan(2);
  expect(difference(png!, pdf!)).toBeLessThan(2);
});

test('the frame of the largest symbol has no more pixels than a phone gives it', async () => {
  const long = { text: 'x'.repeat(1250), design: plainDesign, logo: null };
  const { of, symbol } = await exportSpecimens(long, ['png']);
  expect(symbol.version).toBe(40);
  for (const shot of shotsOf('quick')) {
    const frame = takePicture(of.get('png')!, shot, 'seed');
    expect(Math.max(frame.width, frame.height), shot.label).toBeLessThanOrEqual(641);
  }
});

test('quick and full look at every damage, with names of their own', async () => {
  const [quick, full] = await Promise.all([planOf(source, 'quick'), planOf(source, 'full')]);
  for (const { sittings } of [quick, full]) {
    expect(new Set(sittings.map(({ damage }) => damage))).toEqual(new Set(damages));
    expect(new Set(sittings.map(({ id }) => id)).size).toBe(sittings.length);
  }
  const names = new Set(full.sittings.map(({ id }) => id));
  expect(quick.sittings.filter(({ id }) => !names.has(id))).toEqual([]);
  // Decodings are what a proof costs: these counts hold its limits of 8 s and 90 s.
  expect(quick.sittings.length).toBeLessThanOrEqual(48);
  expect(full.sittings.length).toBeLessThanOrEqual(250);
});
