import { z } from 'zod';
import { httpUrl, line, text } from './fields.ts';
import type { ContentSpec } from './spec.ts';

const schema = z.strictObject({
  title: line(),
  about: text().optional(),
  avatar: httpUrl.optional(),
  links: z
    .array(z.strictObject({ label: line(), url: httpUrl, image: httpUrl.optional() }))
    .min(1)
    .max(50),
  theme: line().optional(),
});

export type MultilinkContent = z.infer<typeof schema>;

export const multilinkSpec: ContentSpec<MultilinkContent> = { name: 'Links', schema };
