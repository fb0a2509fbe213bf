import { z } from '@hono/zod-openapi';
import { lights, surfaces } from '../../core/designs/advice.ts';
import {
  errorCorrections,
  eyeBallShapes,
  eyeFrameShapes,
  framePositions,
  frameShapes,
  moduleShapes,
  rotations,
} from '../../core/designs/design.ts';
import { presetNames } from '../../core/designs/presets.ts';

/** What answers about designs look like. All lengths in mm. */
const time = z.iso.datetime();
const color = z.string().openapi({ example: '#14181a', description: '`#rrggbb`' });

const gradientSchema = z
  .object({
    type: z.enum(['linear', 'radial']),
    angle: z.number().openapi({ description: 'Degrees clockwise; 0 runs from left to right.' }),
    stops: z.array(z.object({ offset: z.number(), color })).readonly(),
  })
  .openapi('Gradient');

const logoPlaceSchema = z
  .object({
    image: z.string().openapi({ description: 'Id of an uploaded logo.' }),
    size: z
      .number()
      .openapi({ description: 'Longer side, as a share of the symbol’s width without its quiet zone.' }),
    margin: z.number().openapi({ description: 'Cleared around it, in modules.' }),
    excavate: z.boolean().openapi({ description: 'Whether modules below it are left out.' }),
  })
  .openapi('LogoPlace');

const frameSchema = z
  .object({
    shape: z.enum(frameShapes),
    position: z.enum(framePositions),
    text: z.string(),
    color,
    text_color: color,
  })
  .openapi('Frame');

const plainExample = {
  error_correction: 'Q',
  version: null,
  mask: null,
  modules: { shape: 'rounded', color: '#14181a' },
  eyes: { frame: { shape: 'rounded', color: null }, ball: { shape: 'circle', color: '#0a7357' } },
  background: '#ffffff',
  logo: null,
  frame: null,
  quiet_zone: 4,
  rotation: 0,
} as const;

/** Whole, as it is stored. */
export const designSchema = z
  .object({
    error_correction: z.enum([...errorCorrections, 'auto']),
    version: z.int().nullable(),
    mask: z.int().nullable(),
    modules: z.object({ shape: z.enum(moduleShapes), color: z.union([color, gradientSchema]) }),
    eyes: z.object({
      frame: z.object({ shape: z.enum(eyeFrameShapes), color: color.nullable() }),
      ball: z.object({ shape: z.enum(eyeBallShapes), color: color.nullable() }),
    }),
    background: color.nullable(),
    logo: logoPlaceSchema.nullable(),
    frame: frameSchema.nullable(),
    quiet_zone: z.int(),
    rotation: z.literal(rotations).openapi({ type: 'integer', enum: [...rotations] }),
  })
  .openapi('Design', { example: plainExample, description: 'How the picture of a code looks.' });

const actorSchema = z.object({ kind: z.string(), id: z.string().nullable(), name: z.string() });

export const designHistorySchema = z
  .object({
    data: z.array(
      z.object({
        version: z.int(),
        design: designSchema.nullable().openapi({ description: 'null: plain again.' }),
        made_by: actorSchema,
        made_at: time,
      }),
    ),
    pagination: z.object({ page: z.int(), limit: z.int(), total: z.int(), pages: z.int() }),
  })
  .openapi('DesignHistory');

export const presetListSchema = z
  .object({ data: z.array(z.object({ name: z.enum(presetNames), design: designSchema })) })
  .openapi('DesignPresets');

export const symbolSchema = z
  .object({
    version: z.int().openapi({ description: '1 to 40.' }),
    error_correction: z.enum(errorCorrections),
    mask: z.int(),
    modules: z.int().openapi({ description: 'On a side, without the quiet zone.' }),
  })
  .openapi('Symbol');

const blockSchema = z
  .object({
    block: z.int(),
    codewords: z.int(),
    correctable: z.int(),
    damaged: z.int(),
    by_logo: z.int(),
    by_eyes: z.int(),
    by_frame: z.int(),
    by_colors: z.int(),
  })
  .openapi('BudgetBlock');

export const budgetSchema = z
  .object({
    design: designSchema,
    symbol: symbolSchema,
    safe: z
      .boolean()
      .openapi({ description: 'Whether every common reader reads it as it is drawn, undamaged.' }),
    summary: z.string(),
    margin: z
      .int()
      .openapi({ description: 'Codewords that the worst block could lose besides; below 0: not readable.' }),
    worst_block: z.int(),
    blocks: z.array(blockSchema),
    lost: z.array(z.object({ part: z.string(), message: z.string(), fatal: z.boolean() })),
    suggestions: z.array(
      z.object({
        field: z.string(),
        value: z.union([z.string(), z.number()]),
        also: z
          .array(z.object({ field: z.string(), value: z.union([z.string(), z.number()]) }))
          .openapi({ description: 'What has to be changed besides; empty where one field is enough.' }),
        margin: z.int(),
        message: z.string(),
      }),
    ),
    warnings: z.array(z.string()),
  })
  .openapi('ErrorBudget', {
    description:
      'What a design costs of the error correction of its symbol, block by block (ISO/IEC 18004:2015, 7.5 to 7.7).',
  });

export const adviceSchema = z
  .object({
    query: z.object({
      distance_mm: z.number(),
      surface: z.enum(surfaces),
      dpi: z.number(),
      light: z.enum(lights),
    }),
    module_mm: z.number(),
    bound_by: z.enum(['distance', 'printer', 'surface', 'proof']),
    module_dots: z.int(),
    code_mm: z.number().openapi({ description: 'Least width of the symbol with its quiet zone.' }),
    picture_mm: z.number().openapi({ description: 'Least width of the whole picture with its frame.' }),
    error_correction: z.enum(errorCorrections),
    contrast_min: z.number(),
    contrast: z.number(),
    version: z.int(),
    modules: z.int().openapi({ description: 'On a side, without the quiet zone.' }),
    warnings: z.array(z.string()),
    savings: z.array(
      z.object({
        change: z.enum(['upper_case', 'shorter_domain', 'both']),
        example: z.string(),
        characters: z.int(),
        version: z.int(),
        modules: z.int(),
        code_mm: z.number(),
        message: z.string(),
      }),
    ),
  })
  .openapi('SizeAdvice', { description: 'How large and how sturdy a code must be where it will hang.' });
