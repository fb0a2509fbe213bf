import { z } from 'zod';
import { phoneNumber, text } from './fields.ts';
import type { ContentSpec, TextMeaning } from './spec.ts';
import { readUriQuery } from './uri-query.ts';

const schema = z.strictObject({ phone: phoneNumber, body: text().optional() });

export type SmsContent = z.infer<typeof schema>;

/** `?&body=` is the one form that iPhones and Android phones both read; RFC 5724 alone knows no `&` there. */
export const smsSpec: ContentSpec<SmsContent> = {
  name: 'SMS',
  schema,
  readText: readSms,
  qrTrackFields: { phone: (value) => ['phone', value], body: (value) => ['body', value] },
  scan: ({ phone, body }) => ({
    do: 'redirect',
    location: body === undefined ? `sms:${phone}` : `sms:${phone}?&body=${encodeURIComponent(body)}`,
  }),
};

/** A number, `sms:NUMBER?body=TEXT`, or `SMSTO:NUMBER:TEXT` as older codes have it. */
function readSms(text: string): TextMeaning | undefined {
  const smsto = /^smsto:([^:]*)(?::(.+))?$/is.exec(text);
  if (smsto !== null) return { content: { phone: smsto[1], ...(smsto[2] && { body: smsto[2] }) } };
  const [, phone = text, query = ''] = /^(?:sms:)?([^?]*)(?:\?(.*))?$/is.exec(text) ?? [];
  const fields = readUriQuery(query);
  return fields && { content: { ...fields, phone } };
}
