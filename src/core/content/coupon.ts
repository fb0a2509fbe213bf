import { z } from 'zod';
import { httpUrl, line, text } from './fields.ts';
import type { ContentSpec } from './spec.ts';
import { dateOrTime, isInOrder } from './times.ts';

const schema = z
  .strictObject({
    title: line(),
    code: line(),
    description: text().optional(),
    terms: text(5000).optional(),
    valid_from: dateOrTime.optional(),
    valid_until: dateOrTime.optional(),
    url: httpUrl.optional(),
    max_redemptions: z.int().min(1).max(1_000_000_000).optional(),
  })
  .refine(isValidityInOrder, {
    path: ['valid_until'],
    error: 'must not be before valid_from, and both with an offset or both without',
  });

function isValidityInOrder(content: { valid_from?: string | undefined; valid_until?: string | undefined }) {
  const { valid_from, valid_until } = content;
  return valid_from === undefined || valid_until === undefined || isInOrder(valid_from, valid_until) === true;
}

export type CouponContent = z.infer<typeof schema>;

export const couponSpec: ContentSpec<CouponContent> = { name: 'Coupon', schema };
