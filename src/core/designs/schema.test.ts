import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AppError, type FieldProblem } from '../errors.ts';
import { type Design, moduleShapes, plainDesign } from './design.ts';
import { presetNames, presets } from './presets.ts';
import { parseDesign } from './schema.ts';

const logoId = 'ab'.repeat(32);

const full: Design = {
  error_correction: 'auto',
  version: 7,
  mask: 3,
  modules: {
    shape: 'dots',
    color: {
      type: 'linear',
      angle: 45,
      stops: [
        { offset: 0, color: '#000000' },
        { offset: 1, color: '#102030' },
      ],
    },
  },
  eyes: { frame: { shape: 'leaf', color: '#111111' }, ball: { shape: 'diamond', color: null } },
  background: '#fafafa',
  logo: { image: logoId, size: 0.25, margin: 1.5, excavate: false },
  frame: { shape: 'label', position: 'top', text: 'סרוק', color: '#123456', text_color: '#ffffff' },
  quiet_zone: 2,
  rotation: 270,
};

function problemsOf(input: unknown, base?: Design): readonly FieldProblem[] {
  try {
    parseDesign(input, base);
  } catch (error) {
    if (error instanceof AppError && error.code === 'validation_error') return error.details;
    throw error;
  }
  return [];
}

const pathsOf = (input: unknown, base?: Design) => problemsOf(input, base).map(({ path }) => path);

describe('a design', () => {
  test('nothing is the plain one, and a whole one stays as it is, whatever it is laid over', () => {
    expect(parseDesign({})).toEqual(plainDesign);
    for (const design of [full, plainDesign, ...Object.values(presets)]) {
      expect(parseDesign(design)).toEqual(design);
      expect(parseDesign(design, full)).toEqual(design);
      expect(parseDesign(JSON.parse(JSON.stringify(design)), presets.badge)).toEqual(design);
    }
  });

  test('what is left out stays as it was, part by part', () => {
    expect(parseDesign({}, full)).toEqual(full);
    const eyes = { ball: { color: '#123' } };
    const edited = parseDesign({ modules: { shape: 'square' }, eyes, logo: { size: 0.3 } }, full);
    expect(edited).toEqual({
      ...full,
      modules: { ...full.modules, shape: 'square' },
      eyes: { ...full.eyes, ball: { shape: 'diamond', color: '#112233' } },
      logo: { ...full.logo, size: 0.3 },
    });
    const cleared = { version: null, mask: null, logo: null, frame: null, eyes: { frame: { color: null } } };
    expect(parseDesign(cleared, full)).toMatchObject({ version: null, mask: null, logo: null, frame: null });
  });

  test('a preset is what everything left out is taken from, in place of what was, but for the logo', () => {
    const { logo } = full;
    for (const preset of presetNames)
      expect(parseDesign({ preset }, full)).toEqual({ ...presets[preset], logo });
    expect(parseDesign({ preset: 'dots', quiet_zone: 6, logo: null }, full)).toEqual({
      ...presets.dots,
      quiet_zone: 6,
    });
  });

  test('colours are kept in one form, and none is null', () => {
    const colors = { '#ABC': '#aabbcc', abc: '#aabbcc', '#A1B2C3': '#a1b2c3', a1b2c3: '#a1b2c3' };
    for (const [written, kept] of Object.entries(colors))
      expect(parseDesign({ background: written }).background).toBe(kept);
    expect(parseDesign({ background: 'transparent' }).background).toBeNull();
    expect(parseDesign({ background: null }).background).toBeNull();
  });

  test('a logo or frame is filled in, but for what only its owner knows', () => {
    expect(parseDesign({ logo: { image: logoId } }).logo).toEqual({
      ...{ image: logoId, size: 0.2, margin: 1, excavate: true },
    });
    expect(parseDesign({ frame: { text: ' Scan me ' } }).frame).toEqual({
      ...{ shape: 'box', position: 'bottom', text: 'Scan me', color: '#000000', text_color: '#ffffff' },
    });
    expect(pathsOf({ logo: {} })).toEqual(['design.logo.image']);
    expect(pathsOf({ frame: {} })).toEqual(['design.frame.text']);
  });

  test.each([
    [{ colour: '#000' }, 'design.colour'],
    [{ modules: { colour: '#000' } }, 'design.modules.colour'],
    [{ modules: { shape: 'star' } }, 'design.modules.shape'],
    [{ modules: { color: 'black' } }, 'design.modules.color'],
    [{ modules: { color: '#12345' } }, 'design.modules.color'],
    [{ modules: { color: 7 } }, 'design.modules.color'],
    [{ modules: { color: { type: 'conic', stops: [] } } }, 'design.modules.color.type'],
    [{ modules: { color: { type: 'radial', stops: [] } } }, 'design.modules.color.stops'],
    [{ eyes: { ball: { shape: 'octagon' } } }, 'design.eyes.ball.shape'],
    [{ background: 'none' }, 'design.background'],
    [{ version: 0 }, 'design.version'],
    [{ version: 41 }, 'design.version'],
    [{ version: 1.5 }, 'design.version'],
    [{ mask: 8 }, 'design.mask'],
    [{ error_correction: 'X' }, 'design.error_correction'],
    [{ quiet_zone: 17 }, 'design.quiet_zone'],
    [{ quiet_zone: -1 }, 'design.quiet_zone'],
    [{ rotation: 45 }, 'design.rotation'],
    [{ logo: { image: 'logo.png' } }, 'design.logo.image'],
    [{ logo: { image: logoId, size: 0.51 } }, 'design.logo.size'],
    [{ logo: { image: logoId, margin: 5 } }, 'design.logo.margin'],
    [{ frame: { text: '' } }, 'design.frame.text'],
    [{ frame: { text: 'x'.repeat(61) } }, 'design.frame.text'],
    [{ frame: { text: 'two\nlines' } }, 'design.frame.text'],
    [{ preset: 'no-such' }, 'design.preset'],
    ['dots', 'design'],
    [[], 'design'],
    [null, 'design'],
  ])('%j is refused, and the field is named', (input, path) => {
    expect(pathsOf(input)).toContain(path);
  });

  test('60 characters of a frame are counted as people count, not as UTF-16 does', () => {
    expect(parseDesign({ frame: { text: '🚪'.repeat(60) } }).frame?.text).toBe('🚪'.repeat(60));
    expect(pathsOf({ frame: { text: '🚪'.repeat(61) } })).toEqual(['design.frame.text']);
  });

  test('stops of a gradient are in their order', () => {
    const stop = (offset: number) => ({ offset, color: '#000' });
    const stops = (...offsets: number[]) => ({
      modules: { color: { type: 'linear', stops: offsets.map(stop) } },
    });
    expect(pathsOf(stops(0, 0.5, 0.5, 1))).toEqual([]);
    expect(pathsOf(stops(1, 0))).toEqual(['design.modules.color.stops']);
    expect(pathsOf(stops(0, 1.1))).toEqual(['design.modules.color.stops.1.offset']);
  });
});

describe('colours that no scanner can tell apart', () => {
  const gradient = (...colors: string[]) => {
    const stops = colors.map((color, index) => ({ offset: index / (colors.length - 1), color }));
    return { modules: { color: { type: 'linear', stops } } };
  };

  test.each([
    [{ modules: { color: '#eee' } }, 'design.modules.color'],
    [{ background: '#222' }, 'design.background'],
    [{ modules: { color: '#777' }, background: '#888' }, 'design.modules.color'],
    [{ eyes: { frame: { color: '#eee' } } }, 'design.eyes.frame.color'],
    [{ eyes: { ball: { color: '#eee' } } }, 'design.eyes.ball.color'],
    [gradient('#000', '#fff'), 'design.modules.color'],
    [gradient('#000', '#eee', '#000'), 'design.modules.color'],
    [{ ...gradient('#000', '#fff'), background: '#777' }, 'design.modules.color'],
    [{ frame: { text: 'x', color: '#fff' } }, 'design.frame.text_color'],
    [{ frame: { text: 'x', shape: 'text', color: '#eee' } }, 'design.frame.color'],
  ])('%j is refused, and the one that was given is named', (input, path) => {
    expect(pathsOf(input)).toEqual([path]);
  });

  test('light on dark is told apart as well, and on no background nobody knows', () => {
    expect(pathsOf({ modules: { color: '#fff' }, background: '#000' })).toEqual([]);
    expect(pathsOf({ modules: { color: '#fff' }, background: null })).toEqual([]);
    expect(pathsOf(gradient('#000', '#333'))).toEqual([]);
  });

  test('between two stops a gradient can be darker than both: it is looked at there as well', () => {
    const background = '#404040';
    for (const color of ['#00ff00', '#ff00ff'])
      expect(pathsOf({ modules: { color }, background })).toEqual([]);
    expect(pathsOf({ ...gradient('#00ff00', '#ff00ff'), background })).toEqual(['design.modules.color']);
  });
});

test('whatever JSON is sent, it is a whole design or a problem with a path in the design', () => {
  const shape = fc.constantFrom(...moduleShapes, 'star');
  const color = fc.oneof(fc.constantFrom('#000', 'fff', '#12ab9f', 'x', 'transparent', ''), fc.jsonValue());
  const some = <T>(value: fc.Arbitrary<T>) => fc.oneof({ weight: 4, arbitrary: value }, fc.jsonValue());
  const input = fc.record(
    {
      preset: fc.constantFrom(...presetNames, 'none'),
      version: some(fc.integer({ min: -1, max: 42 })),
      modules: some(fc.record({ shape, color }, { requiredKeys: [] })),
      background: color,
      logo: some(fc.record({ image: fc.constant(logoId), size: fc.double() }, { requiredKeys: [] })),
      frame: some(fc.record({ text: fc.string({ unit: 'binary', maxLength: 70 }) }, { requiredKeys: [] })),
      rotation: fc.constantFrom(0, 90, 45, '90'),
    },
    { requiredKeys: [] },
  );
  const property = fc.property(fc.oneof(input, fc.jsonValue()), (sent) => {
    const problems = problemsOf(sent);
    if (problems.length === 0) {
      const design = parseDesign(sent);
      expect(parseDesign(design)).toEqual(design);
    }
    for (const { path, message } of problems) {
      expect(path).toMatch(/^design(\.|$)/);
      expect(message).not.toBe('');
    }
  });
  fc.assert(property, { numRuns: 500 });
});
