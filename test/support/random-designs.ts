import fc from 'fast-check';
import {
  type Design,
  eyeBallShapes,
  eyeFrameShapes,
  framePositions,
  frameShapes,
  moduleShapes,
  type Paint,
  rotations,
} from '../../src/core/designs/design.ts';

/** By red, green and blue, from one to the other. */
function between(from: number, to: number): fc.Arbitrary<string> {
  const channel = (at: number) => fc.integer({ min: (from >> at) & 255, max: (to >> at) & 255 });
  return fc
    .tuple(channel(16), channel(8), channel(0))
    .map((channels) => `#${channels.map((value) => value.toString(16).padStart(2, '0')).join('')}`);
}

/** Mostly what can be told from light, as people choose; some that are hard to tell, and some of any colour. */
const dark = fc.oneof(
  { weight: 5, arbitrary: between(0x000000, 0x605080) },
  { weight: 2, arbitrary: between(0x000000, 0xb0b0c0) },
  { weight: 1, arbitrary: between(0x000000, 0xffffff) },
);

const light = fc.oneof(
  { weight: 5, arbitrary: between(0xd0d8c0, 0xffffff) },
  { weight: 2, arbitrary: between(0x909080, 0xffffff) },
  { weight: 1, arbitrary: between(0x000000, 0xffffff) },
);

const gradient: fc.Arbitrary<Paint> = fc
  .tuple(
    fc.constantFrom('linear', 'radial'),
    fc.integer({ min: 0, max: 359 }),
    fc.array(dark, { minLength: 2, maxLength: 8 }),
  )
  .map(([type, angle, colors]) => ({
    type,
    angle: type === 'linear' ? angle : 0,
    stops: colors.map((color, index) => ({ offset: index / (colors.length - 1), color })),
  }));

const words = fc.constantFrom(
  'Scan me',
  'امسح الرمز',
  'סרוק אותי',
  'Wi-Fi',
  'Scan with your phone to see the whole menu and order here',
  '&<">\'',
);

/** Of everything that a design may have; its logo, where it has one, is called `logo`. */
export const randomDesign: fc.Arbitrary<Design> = fc.record({
  error_correction: fc.constantFrom('L', 'M', 'Q', 'H', 'auto'),
  version: fc.option(fc.integer({ min: 1, max: 16 }), { freq: 2 }),
  mask: fc.option(fc.integer({ min: 0, max: 7 }), { freq: 2 }),
  modules: fc.record({ shape: fc.constantFrom(...moduleShapes), color: fc.oneof(dark, gradient) }),
  eyes: fc.record({
    frame: fc.record({ shape: fc.constantFrom(...eyeFrameShapes), color: fc.option(dark, { freq: 2 }) }),
    ball: fc.record({ shape: fc.constantFrom(...eyeBallShapes), color: fc.option(dark, { freq: 2 }) }),
  }),
  background: fc.option(light),
  logo: fc.option(
    fc.record({
      image: fc.constant('logo'),
      size: fc.double({ min: 0.05, max: 0.5, noNaN: true }),
      margin: fc.double({ min: 0, max: 4, noNaN: true }),
      excavate: fc.boolean(),
    }),
  ),
  frame: fc.option(
    fc.record({
      shape: fc.constantFrom(...frameShapes),
      position: fc.constantFrom(...framePositions),
      text: words,
      color: dark,
      text_color: light,
    }),
  ),
  quiet_zone: fc.integer({ min: 0, max: 16 }),
  rotation: fc.constantFrom(...rotations),
});

export const randomText: fc.Arbitrary<string> = fc
  .tuple(fc.integer({ min: 1, max: 150 }), fc.integer({ min: 0, max: 999 }))
  .map(([length, seed]) =>
    Array.from({ length }, (_, at) => 'abcXYZ019/-?'[(at * 7 + seed * at) % 12]).join(''),
  );
