import { z } from 'zod';
import { httpUrl, line, text } from './fields.ts';
import type { ContentSpec } from './spec.ts';

const block = z
  .strictObject({
    heading: line().optional(),
    text: text(5000).optional(),
    image: httpUrl.optional(),
    button: z.strictObject({ label: line(), url: httpUrl }).optional(),
  })
  .refine((content) => Object.values(content).some((part) => part !== undefined), {
    error: 'send heading, text, image or button',
  });

const schema = z.strictObject({ title: line(), blocks: z.array(block).min(1).max(50) });

export type LandingPageContent = z.infer<typeof schema>;

export const landingPageSpec: ContentSpec<LandingPageContent> = { name: 'Landing page', schema };
