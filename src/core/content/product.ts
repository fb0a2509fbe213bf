import { z } from 'zod';
import { currency, httpUrl, line, price, text } from './fields.ts';
import type { ContentSpec } from './spec.ts';

const gtin = z
  .string()
  .regex(/^(?:\d{8}|\d{12,14})$/, { error: 'must be a GTIN of 8, 12, 13 or 14 digits', abort: true })
  .refine(hasCheckDigit, { error: 'must end in the right check digit: compare it with the product' });

const schema = z.strictObject({
  name: line(),
  brand: line().optional(),
  gtin: gtin.optional(),
  description: text(5000).optional(),
  price: price.optional(),
  currency: currency.optional(),
  images: z.array(httpUrl).max(50).optional(),
  url: httpUrl.optional(),
  attributes: z
    .array(z.strictObject({ name: line(), value: line() }))
    .max(50)
    .optional(),
});

export type ProductContent = z.infer<typeof schema>;

export const productSpec: ContentSpec<ProductContent> = { name: 'Product', schema };

/** GS1 General Specifications, 7.9.1: from the right the digits weigh 1, 3, 1, 3, …; the sum ends in 0. */
function hasCheckDigit(digits: string): boolean {
  const sum = [...digits]
    .reverse()
    .reduce((total, digit, place) => total + Number(digit) * (place % 2 === 0 ? 1 : 3), 0);
  return sum % 10 === 0;
}
