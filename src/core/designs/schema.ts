import { z } from 'zod';
import { parseBySchema } from '../content/problems.ts';
import { invalid } from '../errors.ts';
import { isReadableOn } from './contrast.ts';
import {
  type Color,
  type Design,
  errorCorrections,
  eyeBallShapes,
  eyeFrameShapes,
  type Frame,
  framePositions,
  frameShapes,
  type Gradient,
  type LogoPlace,
  moduleShapes,
  type Paint,
  plainDesign,
  rotations,
} from './design.ts';
import { wholeWithin } from './limits.ts';
import { presetNames, presets } from './presets.ts';

export const designLimits = {
  quietZone: { min: 0, max: 16 },
  logoSize: { min: 0.05, max: 0.5 },
  frameCharacters: 60,
} as const;

const hexForm = /^#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$/;
const colorMessage = 'must be a colour of 3 or 6 hexadecimal digits, such as #1a2b3c';

export const colorField = z.string().regex(hexForm, colorMessage).overwrite(normalizeColor);

/** `#rrggbb` of any form that is taken; anything else as it is. */
function normalizeColor(text: string): Color {
  const digits = hexForm.exec(text)?.[1]?.toLowerCase();
  if (digits === undefined) return text;
  return `#${digits.length === 3 ? digits.replace(/./g, '$&$&') : digits}`;
}

const backgroundField = z
  .string()
  .regex(/^(transparent|#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6}))$/, `${colorMessage}, or transparent`)
  .overwrite(normalizeColor)
  .nullable();

const gradientField = z.strictObject({
  type: z.enum(['linear', 'radial']),
  angle: z.number().min(0).max(360).optional(),
  stops: z
    .array(z.strictObject({ offset: z.number().min(0).max(1), color: colorField }))
    .min(2)
    .max(8)
    .refine(
      (stops) => stops.every(({ offset }, index) => offset >= (stops[index - 1]?.offset ?? 0)),
      'must be in the order of their offsets',
    ),
});

const paintField = z.union([colorField, gradientField]);

/** Of `LogoPlace.size`. */
export const logoSizeField = z.number().min(designLimits.logoSize.min).max(designLimits.logoSize.max);

const frameTextMessage = `must have 1 to ${designLimits.frameCharacters} characters`;

/** Of `Logo.id`: a database would choke on some other texts. */
export const logoIdField = z.string().regex(/^[0-9a-f]{64}$/, 'must be the id of an uploaded logo');

const logoField = z.strictObject({
  image: logoIdField.optional(),
  size: logoSizeField.optional(),
  margin: z.number().min(0).max(4).optional(),
  excavate: z.boolean().optional(),
});

/** Of `Frame.text`. */
export const frameTextField = z
  .string()
  .trim()
  .min(1, frameTextMessage)
  .refine((text) => [...text].length <= designLimits.frameCharacters, frameTextMessage)
  .refine((text) => text.isWellFormed() && !/[\p{Cc}\u2028\u2029]/u.test(text), {
    error: 'must be one line without control characters',
  });

const frameField = z.strictObject({
  shape: z.enum(frameShapes).optional(),
  position: z.enum(framePositions).optional(),
  text: frameTextField.optional(),
  color: colorField.optional(),
  text_color: colorField.optional(),
});

/** A design as people write it: whatever is left out is that of `preset`, but for the logo, or stays as it is. */
export const designField = z.strictObject({
  preset: z.enum(presetNames).optional(),
  error_correction: z.enum([...errorCorrections, 'auto']).optional(),
  version: z.int().min(1).max(40).nullable().optional(),
  mask: z.int().min(0).max(7).nullable().optional(),
  modules: z
    .strictObject({ shape: z.enum(moduleShapes).optional(), color: paintField.optional() })
    .optional(),
  eyes: z
    .strictObject({
      frame: z
        .strictObject({ shape: z.enum(eyeFrameShapes).optional(), color: colorField.nullable().optional() })
        .optional(),
      ball: z
        .strictObject({ shape: z.enum(eyeBallShapes).optional(), color: colorField.nullable().optional() })
        .optional(),
    })
    .optional(),
  background: backgroundField.optional(),
  logo: logoField.nullable().optional(),
  frame: frameField.nullable().optional(),
  quiet_zone: wholeWithin(designLimits.quietZone).optional(),
  rotation: z.literal(rotations).optional(),
});

type DesignInput = z.infer<typeof designField>;
type PathOf = (field: string) => string;

/**
 * The whole design that an input stands for.
 * @param base what is left out is taken from; where the input names a preset, the logo alone
 * @param pathOf what the caller calls a field, '' being the whole
 * @throws {AppError} validation_error for what is no design, and for colours that no scanner can tell apart
 */
export function parseDesign(
  input: unknown,
  base: Design = plainDesign,
  pathOf: PathOf = (field) => (field === '' ? 'design' : `design.${field}`),
): Design {
  const parsed = parseBySchema(designField, input, pathOf);
  // No preset has a logo: it is of the owner and no matter of style.
  const start = parsed.preset === undefined ? base : { ...presets[parsed.preset], logo: base.logo };
  const design = fillIn(parsed, start, pathOf);
  requireReadable(parsed, design, pathOf);
  return design;
}

function fillIn(input: DesignInput, base: Design, pathOf: PathOf): Design {
  const { modules, eyes, logo, frame } = input;
  return {
    error_correction: input.error_correction ?? base.error_correction,
    version: given(input.version, base.version),
    mask: given(input.mask, base.mask),
    modules: {
      shape: modules?.shape ?? base.modules.shape,
      color: modules?.color === undefined ? base.modules.color : paintOf(modules.color),
    },
    eyes: {
      frame: {
        shape: eyes?.frame?.shape ?? base.eyes.frame.shape,
        color: given(eyes?.frame?.color, base.eyes.frame.color),
      },
      ball: {
        shape: eyes?.ball?.shape ?? base.eyes.ball.shape,
        color: given(eyes?.ball?.color, base.eyes.ball.color),
      },
    },
    background: backgroundOf(given(input.background, base.background)),
    logo: logo ? fillLogo(logo, base.logo, pathOf) : given(logo, base.logo),
    frame: frame ? fillFrame(frame, base.frame, pathOf) : given(frame, base.frame),
    quiet_zone: input.quiet_zone ?? base.quiet_zone,
    rotation: input.rotation ?? base.rotation,
  };
}

/** Null is a value of its own here. */
function given<T>(value: T | undefined, otherwise: T): T {
  return value === undefined ? otherwise : value;
}

function paintOf(paint: NonNullable<NonNullable<DesignInput['modules']>['color']>): Paint {
  if (typeof paint === 'string') return paint;
  const { type, angle = 0, stops } = paint;
  const gradient: Gradient = { type, angle: type === 'radial' ? 0 : angle % 360, stops };
  return gradient;
}

function backgroundOf(color: Color | null): Color | null {
  return color === 'transparent' ? null : color;
}

function fillLogo(logo: NonNullable<DesignInput['logo']>, base: LogoPlace | null, pathOf: PathOf): LogoPlace {
  const image = logo.image ?? base?.image;
  if (image === undefined) throw invalid(pathOf('logo.image'), 'is required');
  return {
    image,
    size: logo.size ?? base?.size ?? 0.2,
    margin: logo.margin ?? base?.margin ?? 1,
    excavate: logo.excavate ?? base?.excavate ?? true,
  };
}

function fillFrame(frame: NonNullable<DesignInput['frame']>, base: Frame | null, pathOf: PathOf): Frame {
  const text = frame.text ?? base?.text;
  if (text === undefined) throw invalid(pathOf('frame.text'), 'is required');
  return {
    shape: frame.shape ?? base?.shape ?? 'box',
    position: frame.position ?? base?.position ?? 'bottom',
    text,
    color: frame.color ?? base?.color ?? '#000000',
    text_color: frame.text_color ?? base?.text_color ?? '#ffffff',
  };
}

const toTell = ' for a scanner to tell them apart';

/** The fault is told of the colour that was given; of the one in front if both were, or none. */
function requireReadable(input: DesignInput, design: Design, pathOf: PathOf): void {
  const { modules, eyes, background, frame } = design;
  if (background !== null) {
    const isGround = input.background !== undefined;
    const check = (field: string, paint: Paint | null, isGiven: boolean) => {
      if (paint === null || isReadableOn(background, paint)) return;
      if (isGround && !isGiven) throw invalid(pathOf('background'), `is too like what lies on it${toTell}`);
      throw invalid(pathOf(field), `is too like the background${toTell}`);
    };
    check('modules.color', modules.color, input.modules?.color !== undefined);
    check('eyes.frame.color', eyes.frame.color, input.eyes?.frame?.color !== undefined);
    check('eyes.ball.color', eyes.ball.color, input.eyes?.ball?.color !== undefined);
    if (frame?.shape === 'text') check('frame.color', frame.color, input.frame?.color !== undefined);
  }
  if (frame !== null && frame.shape !== 'text' && !isReadableOn(frame.color, frame.text_color))
    throw invalid(pathOf('frame.text_color'), 'is too like the colour of the frame to be read');
}
