import { z } from 'zod';
import { httpUrl, line } from './fields.ts';
import type { ContentSpec } from './spec.ts';

const schema = z.strictObject({
  media: httpUrl,
  title: line().optional(),
  open: z.enum(['inline', 'download']).optional(),
});

export type FileContent = z.infer<typeof schema>;

/** How a file at another address opens is for its own server to say: `open` is kept for files of ours. */
export const fileSpec: ContentSpec<FileContent> = {
  name: 'File',
  schema,
  namedByHost: true,
  readText: (text) => ({ content: { media: text } }),
  scan: ({ media }) => ({ do: 'redirect', location: media }),
};
