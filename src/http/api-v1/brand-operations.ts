import type { z } from '@hono/zod-openapi';
import type { Brand } from '../../core/brand/brand.ts';
import { getBrand, saveBrand } from '../../core/brand/brands.ts';
import { parseBySchema } from '../../core/content/problems.ts';
import { renderTime } from '../shared/rfc3339.ts';
import { brandBody, type brandSchema } from './brand-schemas.ts';
import type { Operation } from './operations.ts';
import { renderWarnings } from './render.ts';

export const getOwnBrand: Operation = async (core, c) => {
  return c.json(renderBrand(await getBrand(core, c.var.access)));
};

export const putBrand: Operation = async (core, c) => {
  const edit = parseBySchema(brandBody, c.var.body);
  const { brand, warnings } = await saveBrand(core, c.var.access, edit);
  return c.json({ ...renderBrand(brand), ...renderWarnings(warnings) });
};

function renderBrand({ colors, logo, design, updatedAt }: Brand): z.infer<typeof brandSchema> {
  const updated_at = updatedAt === null ? null : renderTime(updatedAt);
  return { colors: [...colors], logo, design, updated_at };
}
