import { z } from '@hono/zod-openapi';
import { lights, surfaces } from '../../core/designs/advice.ts';
import { placeLimits, placeUsual } from '../../core/designs/advise.ts';
import {
  errorCorrections,
  eyeBallShapes,
  eyeFrameShapes,
  moduleShapes,
  rotations,
} from '../../core/designs/design.ts';
import type { Range } from '../../core/designs/limits.ts';
import { outputFields, outputLimits, textBytesMax, textField } from '../../core/designs/output.ts';
import { inks, pictureFormats } from '../../core/designs/picture.ts';
import { presetNames } from '../../core/designs/presets.ts';
import { proofProfiles } from '../../core/designs/proof.ts';
import { designLimits } from '../../core/designs/schema.ts';
import { type PictureQuery, readNumber, readWhole } from '../shared/picture-query.ts';
import { emptyIsAbsent, pageMax, wholeNumber } from '../shared/query-fields.ts';
import { codeParams, designInput, requireProof } from './requests.ts';

/** What requests about designs and pictures are parsed by, and what the OpenAPI document shows of them. */

export const designHistoryQuery = z.object({
  page: wholeNumber(1, pageMax, 1).openapi({ type: 'integer', minimum: 1, default: 1 }),
  limit: wholeNumber(1, 100, 20).openapi({ type: 'integer', minimum: 1, maximum: 100, default: 20 }),
});

const anyText = textField.openapi({
  maxLength: textBytesMax,
  description: `What the symbol says; at most ${textBytesMax} bytes.`,
});

const outputNotes = {
  size: 'Width in px, where `mm` is not given.',
  mm: 'Width of the whole picture on paper, in mm. Modules are whole dots of `dpi`: it is at most this wide.',
  dpi: 'Dots an inch; usually 300, of ZPL 203.',
  bleed: 'How far the background reaches beyond the trim, in mm. PDF alone.',
  ink: 'Of PDF and EPS. Black is K alone in both.',
  spot: 'Name of the spot colour that the modules are printed with, in PDF and EPS.',
} as const;

/** How a picture is wanted, in a body. */
export const outputInBody = {
  format: outputFields.format,
  size: outputFields.px.openapi({ description: outputNotes.size }),
  mm: outputFields.mm.openapi({ description: outputNotes.mm }),
  dpi: outputFields.dpi.openapi({ description: outputNotes.dpi }),
  bleed: outputFields.bleedMm.openapi({ description: outputNotes.bleed }),
  ink: outputFields.ink.openapi({ description: outputNotes.ink }),
  spot: outputFields.spot.openapi({ description: outputNotes.spot }),
} as const;

export const renderBody = z
  .strictObject({
    text: anyText,
    design: designInput.optional(),
    ...outputInBody,
  })
  .openapi('Drawing', {
    description: 'How it looks is told by `design`. Unknown fields are refused.',
    example: { text: 'https://example.com', design: { preset: 'ocean' }, format: 'svg' },
  });

/** Read by core, with numbers made of their text; here for the document. */
const wish = z.string().optional();

const bounded = (type: 'integer' | 'number', { min, max }: Range) => ({
  ...{ type, minimum: min, maximum: max },
});

export const imageQuery = z.object({
  format: emptyIsAbsent(z.enum(pictureFormats)).openapi({
    type: 'string',
    enum: [...pictureFormats],
    default: 'png',
  }),
  size: wish.openapi({ ...bounded('integer', outputLimits.px), description: outputNotes.size }),
  mm: wish.openapi({ ...bounded('number', outputLimits.mm), description: outputNotes.mm }),
  dpi: wish.openapi({ ...bounded('integer', outputLimits.dpi), description: outputNotes.dpi }),
  bleed: wish.openapi({ ...bounded('number', outputLimits.bleedMm), description: outputNotes.bleed }),
  ink: wish.openapi({ type: 'string', enum: [...inks], description: outputNotes.ink }),
  spot: wish.openapi({
    ...{ type: 'string', maxLength: outputLimits.spotCharacters, description: outputNotes.spot },
  }),
  download: wish.openapi({
    type: 'boolean',
    description: 'Whether browsers are to store it instead of showing it.',
  }),
  preset: wish.openapi({ type: 'string', enum: [...presetNames] }),
  shape: wish.openapi({ type: 'string', enum: [...moduleShapes], description: 'Of modules.' }),
  eye_frame: wish.openapi({ type: 'string', enum: [...eyeFrameShapes] }),
  eye_ball: wish.openapi({ type: 'string', enum: [...eyeBallShapes] }),
  dark: wish.openapi({
    type: 'string',
    description: 'Colour of the whole symbol, such as 1a2b3c. Or `color`.',
  }),
  light: wish.openapi({
    type: 'string',
    description: 'Colour of the background, or transparent. Or `bgcolor`.',
  }),
  ecc: wish.openapi({
    type: 'string',
    enum: [...errorCorrections, 'auto'],
    description: 'Error correction. Or `error_correction`.',
  }),
  frame: wish.openapi({
    ...{ type: 'string', maxLength: designLimits.frameCharacters, description: 'The words of the frame.' },
  }),
  margin: wish.openapi({
    ...{ ...bounded('integer', designLimits.quietZone), description: 'Quiet zone in modules.' },
  }),
  rotation: wish.openapi({ type: 'integer', enum: [...rotations] }),
});

export const budgetBody = z
  .object({
    text: anyText.optional(),
    code: z.string().optional().openapi({
      format: 'uuid',
      description: 'In place of `text`: what this code says, with its design for what is left out.',
    }),
    design: designInput.optional(),
  })
  .openapi('BudgetQuestion', { example: { text: 'https://example.com', design: { preset: 'ocean' } } });

const placeFields = {
  distance: wish.openapi({
    ...{ ...bounded('number', placeLimits.distanceMm), default: placeUsual.distanceMm },
    description: 'From which it is scanned, in mm.',
  }),
  dpi: wish.openapi({
    ...{ ...bounded('integer', placeLimits.dpi), default: placeUsual.dpi },
    description: 'Of the printer.',
  }),
};

export const proofQuery = z.object(placeFields);

/** The fields of a place as core reads it, of a query. */
export function readPlace({ distance, dpi }: PictureQuery) {
  return { distanceMm: readNumber(distance || undefined), dpi: readWhole(dpi || undefined) };
}

/** What a query calls a field of a place. */
export function nameInPlace(field: string): string {
  return field === 'distanceMm' ? 'distance' : field;
}

export const proofBody = z
  .strictObject({ profile: z.enum(proofProfiles).default('quick') })
  .openapi('ProofOrder', { example: { profile: 'full' } });

export const restoreParams = codeParams.extend({
  version: z.string().openapi({ type: 'integer', minimum: 1, description: 'Of the history of designs.' }),
});

export const restoreBody = z
  .strictObject({ require_proof: requireProof })
  .openapi('DesignRestore', { example: { require_proof: true } });

export const adviceQuery = z.object({
  ...placeFields,
  surface: wish.openapi({ type: 'string', enum: [...surfaces], default: 'flat' }),
  light: wish.openapi({ type: 'string', enum: [...lights], default: 'indoor' }),
});
