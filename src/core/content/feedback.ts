import { z } from 'zod';
import { httpUrl, line, text } from './fields.ts';
import type { ContentSpec } from './spec.ts';

const schema = z.strictObject({
  title: line(),
  question: text().optional(),
  kind: z.enum(['stars', 'thumbs', 'nps', 'text']).optional(),
  ask_contact: z.boolean().optional(),
  thanks: text().optional(),
  redirect_url: httpUrl.optional(),
});

export type FeedbackContent = z.infer<typeof schema>;

export const feedbackSpec: ContentSpec<FeedbackContent> = { name: 'Feedback', schema };
