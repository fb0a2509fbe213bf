import { z } from 'zod';
import { httpUrl, labelledLink, line } from './fields.ts';
import { hasOneSource, oneSourceNeeded } from './media-fields.ts';
import type { ContentSpec } from './spec.ts';

const track = z
  .strictObject({
    title: line(),
    url: httpUrl.optional(),
    media: httpUrl.optional(),
    artist: line().optional(),
  })
  .refine(hasOneSource, { error: oneSourceNeeded });

const schema = z.strictObject({
  title: line(),
  tracks: z.array(track).min(1).max(200),
  services: z.array(labelledLink).max(50).optional(),
});

export type PlaylistContent = z.infer<typeof schema>;

export const playlistSpec: ContentSpec<PlaylistContent> = { name: 'Playlist', schema };
