import type { ContentSpec } from './spec.ts';

/** One destination and nothing else: there is no content to hold. */
export const urlSpec: ContentSpec = {
  name: 'Link',
  schema: null,
  namedByHost: true,
  isLinkInContent: true,
  readText: (link) => ({ link }),
};
