import { z } from 'zod';
import { httpUrl, line } from './fields.ts';
import type { ContentSpec } from './spec.ts';

const schema = z
  .strictObject({
    media: z.array(httpUrl).min(1).max(50),
    title: line().optional(),
    captions: z.array(line(500, 0)).max(50).optional(),
  })
  .refine((content) => (content.captions?.length ?? 0) <= content.media.length, {
    path: ['captions'],
    error: 'must not have more entries than media',
  });

/** A caption belongs to the picture at its place; an empty one keeps the place. */
export type ImagesContent = z.infer<typeof schema>;

export const imagesSpec: ContentSpec<ImagesContent> = {
  name: 'Images',
  schema,
  readText: (text) => ({ content: { media: [text] } }),
};
