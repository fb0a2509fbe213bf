import { z } from 'zod';
import { emailAddress, httpUrl, line, phoneNumber, postalAddress, text } from './fields.ts';
import type { FieldPlace } from './spec.ts';

/** Becomes a TYPE parameter (RFC 2426, 4: iana-token or x-name), which has no way to escape anything. */
const contactKind = z.string().regex(/^[A-Za-z0-9-]{1,30}$/, 'must be a word such as work, home or cell');

/** The fields that vcard and vcard_plus share. */
export const contactFields = {
  first_name: line().optional(),
  last_name: line().optional(),
  organization: line().optional(),
  title: line().optional(),
  phones: z
    .array(z.strictObject({ type: contactKind.optional(), number: phoneNumber }))
    .max(20)
    .optional(),
  emails: z
    .array(z.strictObject({ type: contactKind.optional(), address: emailAddress }))
    .max(20)
    .optional(),
  urls: z.array(httpUrl).max(20).optional(),
  address: postalAddress.optional(),
  note: text().optional(),
  photo: httpUrl.optional(),
};

export function hasContactName(content: { first_name?: unknown; last_name?: unknown }): boolean {
  return content.first_name !== undefined || content.last_name !== undefined;
}

export const contactNameMissing = 'send first_name or last_name';

export const qrTrackContactFields: Readonly<Record<string, FieldPlace>> = {
  fname: (value) => ['first_name', value],
  lname: (value) => ['last_name', value],
  phone: (value) => ['phones', [{ number: value }]],
  email: (value) => ['emails', [{ address: value }]],
  company: (value) => ['organization', value],
};
