import { z } from 'zod';
import { httpUrl, line } from './fields.ts';
import { hasOneSource, oneSourceNeeded } from './media-fields.ts';
import type { ContentSpec } from './spec.ts';

const schema = z
  .strictObject({
    media: httpUrl.optional(),
    url: httpUrl.optional(),
    title: line().optional(),
    artist: line().optional(),
    cover: httpUrl.optional(),
  })
  .refine(hasOneSource, { error: oneSourceNeeded });

export type Mp3Content = z.infer<typeof schema>;

export const mp3Spec: ContentSpec<Mp3Content> = {
  name: 'Audio',
  schema,
  readText: (text) => ({ content: { url: text } }),
};
