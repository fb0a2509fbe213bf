import { z } from 'zod';
import { contactFields, contactNameMissing, hasContactName, qrTrackContactFields } from './contact-fields.ts';
import type { ContentSpec } from './spec.ts';

const schema = z.strictObject(contactFields).refine(hasContactName, { error: contactNameMissing });

export type VcardContent = z.infer<typeof schema>;

export const vcardSpec: ContentSpec<VcardContent> = {
  name: 'Contact',
  schema,
  qrTrackFields: qrTrackContactFields,
  scan: () => ({ do: 'vcard' }),
};
