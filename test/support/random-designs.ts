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

/** Dark enough to be told from every light one. */
const dark = fc
  .tuple(...[0x60, 0x50, 0x80].map((max) => fc.integer({ min: 0, max })))
  .map((channels) => `#${channels.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`);

const light = fc
  .tuple(...[0xd0, 0xd8, 0xc0].map((min) => fc.integer({ min, max: 0xff })))
  .map((channels) => `#${channels.map((channel) => channel.toString(16)).join('')}`);

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

/** Dark on light, of every shape; its logo, where it has one, is called `logo`. */
export const randomDesign: fc.Arbitrary<Design> = fc.record({
  error_correction: fc.constantFrom('L', 'M', 'Q', 'H'),
  version: fc.constant(null),
  mask: fc.constant(null),
  modules: fc.record({ shape: fc.constantFrom(...moduleShapes), color: fc.oneof(dark, gradient) }),
  eyes: fc.record({
    frame: fc.record({ shape: fc.constantFrom(...eyeFrameShapes), color: fc.option(dark) }),
    ball: fc.record({ shape: fc.constantFrom(...eyeBallShapes), color: fc.option(dark) }),
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
