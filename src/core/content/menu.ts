import { z } from 'zod';
import { currency, httpUrl, line, price, text } from './fields.ts';
import type { ContentSpec } from './spec.ts';

const item = z.strictObject({
  name: line(),
  description: text().optional(),
  price: price.optional(),
  tags: z.array(line()).max(20).optional(),
  allergens: z.array(line()).max(30).optional(),
  image: httpUrl.optional(),
  available: z.boolean().optional(),
});

const schema = z.strictObject({
  title: line(),
  currency: currency.optional(),
  sections: z
    .array(z.strictObject({ name: line(), items: z.array(item).max(200).optional() }))
    .max(50)
    .optional(),
  note: text().optional(),
});

export type MenuContent = z.infer<typeof schema>;

export const menuSpec: ContentSpec<MenuContent> = { name: 'Menu', schema };
