import { z } from '@hono/zod-openapi';
import { brandColorsMax } from '../../core/brand/brands.ts';
import { designSchema } from './design-schemas.ts';
import { designInput } from './requests.ts';

const brandFields = {
  colors: z.array(z.string().openapi({ pattern: '^#[0-9a-f]{6}$' })).openapi({
    maxItems: brandColorsMax,
    description: 'Offered wherever a colour is chosen, in this order.',
  }),
  logo: z.string().nullable().openapi({
    pattern: '^[0-9a-f]{64}$',
    description: 'Id of a logo of the workspace, which cannot be deleted while it stands here; null: none.',
  }),
};

export const brandSchema = z
  .object({
    ...brandFields,
    design: designSchema.nullable().openapi({
      description: 'Of new codes that are given no `design` at all; null: plain.',
    }),
    updated_at: z.iso.datetime().nullable().openapi({ description: 'null: nobody has chosen anything.' }),
  })
  .openapi('Brand', {
    example: {
      colors: ['#0a7357', '#14181a'],
      logo: null,
      design: null,
      updated_at: '2026-04-15T18:24:11.000Z',
    },
  });

export const savedBrandSchema = brandSchema
  .extend({
    warnings: z.array(z.string()).optional().openapi({
      description:
        'Why codes with the default design may not be read well; absent where there is nothing to mind.',
    }),
  })
  .openapi('SavedBrand');

export const brandBody = z
  .object({
    colors: brandFields.colors.optional(),
    logo: brandFields.logo.optional(),
    design: designInput.optional(),
  })
  .openapi('BrandInput', { example: { colors: ['#0a7357', '#14181a'], design: { preset: 'ocean' } } });
