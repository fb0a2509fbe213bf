import { z } from 'zod';
import { httpUrl, line } from './fields.ts';
import { hasOneSource, oneSourceNeeded } from './media-fields.ts';
import type { ContentSpec } from './spec.ts';

const schema = z
  .strictObject({
    media: httpUrl.optional(),
    url: httpUrl.optional(),
    title: line().optional(),
    poster: httpUrl.optional(),
  })
  .refine(hasOneSource, { error: oneSourceNeeded });

export type VideoContent = z.infer<typeof schema>;

/** `media` is played on our page; `url` is a page that plays it elsewhere. */
export const videoSpec: ContentSpec<VideoContent> = {
  name: 'Video',
  schema,
  namedByHost: true,
  readText: (text) => ({ content: { url: text } }),
  scan: ({ url }) => (url === undefined ? { do: 'page' } : { do: 'redirect', location: url }),
};
