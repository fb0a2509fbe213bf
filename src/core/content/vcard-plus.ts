import { z } from 'zod';
import { contactFields, contactNameMissing, hasContactName, qrTrackContactFields } from './contact-fields.ts';
import { httpUrl, labelledLink, line, socialNetwork, text } from './fields.ts';
import type { ContentSpec } from './spec.ts';

const schema = z
  .strictObject({
    ...contactFields,
    headline: line().optional(),
    about: text(2000).optional(),
    links: z.array(labelledLink).max(50).optional(),
    socials: z.array(socialNetwork).max(50).optional(),
    cover: httpUrl.optional(),
  })
  .refine(hasContactName, { error: contactNameMissing });

export type VcardPlusContent = z.infer<typeof schema>;

export const vcardPlusSpec: ContentSpec<VcardPlusContent> = {
  name: 'Contact page',
  schema,
  qrTrackFields: qrTrackContactFields,
};
