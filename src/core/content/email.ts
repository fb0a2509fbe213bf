import { z } from 'zod';
import { emailAddress, line, text } from './fields.ts';
import type { ContentSpec, TextMeaning } from './spec.ts';
import { decodeUriText, readUriQuery, renderUriQuery } from './uri-query.ts';

const schema = z.strictObject({
  email: emailAddress,
  subject: line().optional(),
  body: text(2000).optional(),
  cc: z.array(emailAddress).max(50).optional(),
  bcc: z.array(emailAddress).max(50).optional(),
});

export type EmailContent = z.infer<typeof schema>;

export const emailSpec: ContentSpec<EmailContent> = {
  name: 'E-mail',
  schema,
  readText: readMailto,
  qrTrackFields: {
    email: (value) => ['email', value],
    subject: (value) => ['subject', value],
    body: (value) => ['body', value],
  },
  scan: (content) => ({ do: 'redirect', location: renderMailto(content) }),
};

/**
 * RFC 6068: UTF-8 percent-encoded, line breaks as CRLF (clause 5). `@` and `,` may stand bare (clause 2), and
 * mail programs want them so between addresses; no address here holds one that would have to be encoded.
 */
function renderMailto({ email, subject, body, cc, bcc }: EmailContent): string {
  const query = renderUriQuery({
    subject,
    body: body?.replace(/\n/g, '\r\n'),
    cc: cc?.join(','),
    bcc: bcc?.join(','),
  });
  return `mailto:${encodeURIComponent(email)}${query}`.replace(/%40/g, '@').replace(/%2C/g, ',');
}

function readMailto(text: string): TextMeaning | undefined {
  if (!/^\s*mailto:/i.test(text)) return { content: { email: text } };
  const [, to = '', query = ''] = /^\s*mailto:([^?]*)(?:\?(.*))?$/is.exec(text) ?? [];
  const email = decodeUriText(to);
  const fields = readUriQuery(query);
  if (email === undefined || fields === undefined) return undefined;
  const { cc, bcc, body, ...others } = fields;
  return {
    content: {
      ...others,
      email,
      ...(body && { body }),
      ...(cc && { cc: cc.split(',') }),
      ...(bcc && { bcc: bcc.split(',') }),
    },
  };
}
