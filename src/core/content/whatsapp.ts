import { z } from 'zod';
import { internationalPhoneNumber, text } from './fields.ts';
import type { ContentSpec, TextMeaning } from './spec.ts';
import { renderUriQuery } from './uri-query.ts';

const schema = z.strictObject({ phone: internationalPhoneNumber, body: text().optional() });

export type WhatsappContent = z.infer<typeof schema>;

export const whatsappSpec: ContentSpec<WhatsappContent> = {
  name: 'WhatsApp',
  schema,
  readText: readWhatsapp,
  scan: ({ phone, body }) => ({
    do: 'redirect',
    location: `https://wa.me/${phone.slice(1)}${renderUriQuery({ text: body })}`,
  }),
};

/** A number, a link with one, or another link of WhatsApp, such as an invitation, which is taken as it is. */
function readWhatsapp(text: string): TextMeaning | undefined {
  const url = /^https?:/i.test(text) ? URL.parse(text) : null;
  if (url === null) return { content: { phone: text } };
  if (url.hostname !== 'wa.me' && !/^(?:[a-z]+\.)?whatsapp\.com$/.test(url.hostname)) return undefined;
  const phone = /^\/(\d+)\/?$/.exec(url.pathname)?.[1] ?? url.searchParams.get('phone');
  if (phone === null) return { link: text };
  const body = url.searchParams.get('text');
  return { content: { phone: phone.trim(), ...(body && { body }) } };
}
