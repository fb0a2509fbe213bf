import { z } from 'zod';
import { checkSlug } from '../../core/codes/check-slug.ts';
import { previewCode } from '../../core/codes/preview.ts';
import { listContentForms } from '../../core/content/forms.ts';
import { parseBySchema } from '../../core/content/problems.ts';
import { contentTypes } from '../../core/content/types.ts';
import type { RoutesOf } from './route.ts';

/** What a form holds while it is filled in: only what is shown is looked at. */
const previewBody = z.object({
  type: z.enum(contentTypes),
  name: z.string().max(1_000).optional(),
  destination: z.string().optional(),
  content: z.record(z.string(), z.unknown()).optional(),
  slug: z.string().max(1_000).optional(),
  language: z.string().max(100).default(''),
});

export const formRoutes: RoutesOf<
  'GET /content-types' | 'GET /w/:workspace/slugs/:slug' | 'POST /w/:workspace/preview'
> = {
  'GET /content-types': {
    need: 'user',
    handle: async () => listContentForms(),
  },
  'GET /w/:workspace/slugs/:slug': {
    need: 'codes:read',
    handle: (core, { access, params }) => checkSlug(core, access, params.slug),
  },
  'POST /w/:workspace/preview': {
    need: 'codes:read',
    handle: (core, { access, body, deps }) =>
      previewCode(core, access, deps.phonePages, parseBySchema(previewBody, body)),
  },
};
