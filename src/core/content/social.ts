import { z } from 'zod';
import { httpUrl, line, socialNetwork, text } from './fields.ts';
import type { ContentSpec } from './spec.ts';

const schema = z.strictObject({
  title: line().optional(),
  about: text().optional(),
  avatar: httpUrl.optional(),
  networks: z.array(socialNetwork).min(1).max(50),
});

export type SocialContent = z.infer<typeof schema>;

/** A destination alone redirects; with content it is a page of networks. */
export const socialSpec: ContentSpec<SocialContent> = {
  name: 'Social',
  schema,
  namedByHost: true,
  isLinkInContent: true,
  readText: (link) => ({ link }),
};
