import { z } from 'zod';
import { phoneNumber } from './fields.ts';
import type { ContentSpec } from './spec.ts';

const schema = z.strictObject({ phone: phoneNumber });

export type PhoneContent = z.infer<typeof schema>;

/** RFC 3966; local numbers go without `phone-context`, which no phone asks for. */
export const phoneSpec: ContentSpec<PhoneContent> = {
  name: 'Phone',
  schema,
  readText: (text) => ({ content: { phone: text.replace(/^\s*tel:/i, '') } }),
  qrTrackFields: { phone: (value) => ['phone', value] },
  scan: ({ phone }) => ({ do: 'redirect', location: `tel:${phone}` }),
};
