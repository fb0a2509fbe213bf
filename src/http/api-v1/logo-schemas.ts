import { z } from '@hono/zod-openapi';

const logoId = z.string().openapi({
  pattern: '^[0-9a-f]{64}$',
  example: '3f0a6d2c81e44b0f9b7c5e2d1a3948576f0e1d2c3b4a59687766554433221100',
  description:
    'SHA-256 of the picture as it is kept: the same picture has the same id. For `design.logo.image`.',
});

export const logoSchema = z
  .object({
    id: logoId,
    name: z.string(),
    width: z.int().openapi({ description: 'px.' }),
    height: z.int().openapi({ description: 'px.' }),
    url: z.string().openapi({ format: 'uri', description: 'The picture as it is kept, for this key.' }),
    created_at: z.iso.datetime(),
  })
  .openapi('Logo');

export const logoListSchema = z
  .object({ data: z.array(logoSchema).openapi({ description: 'All of them, newest first.' }) })
  .openapi('LogoList');

export const deletedLogoSchema = z.object({ success: z.literal(true), id: logoId }).openapi('DeletedLogo');

export const logoParams = z.object({ id: logoId });

export const newLogoQuery = z.object({
  name: z.string().optional().openapi({
    maxLength: 255,
    description: 'Shown in lists. Default: the name of the file in a form, or `Logo`.',
  }),
});
