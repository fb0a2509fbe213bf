import { option } from './option.ts';
import { parseChoice, parseIssuer, parseMailbox, parseSmtpUrl } from './parse.ts';

const signUps = ['closed', 'open'] as const;

export const accountOptions = {
  signUp: option({
    name: 'SIGN_UP',
    type: signUps.join(', '),
    default: 'closed',
    description:
      '`open`: whoever comes can make an account, and gets a workspace of their own. `closed`: people come by invitation.',
    example: 'open',
    parse: (text) => parseChoice(text, signUps),
  }),
  smtpUrl: option({
    name: 'SMTP_URL',
    type: 'address',
    default: '',
    description:
      'Mail server for forgotten passwords and invitations: `smtp://` with STARTTLS, `smtps://` with TLS from the start. Needs `MAIL_FROM`. Without it no mail is sent, and links are handed over: `quietzone user link EMAIL` makes one.',
    example: 'smtp://user:password@mail.example.com:587',
    secret: true,
    parse: (text) => parseSmtpUrl(text),
  }),
  mailFrom: option({
    name: 'MAIL_FROM',
    type: 'mailbox',
    default: '',
    description: 'Sender of mails.',
    example: 'Quietzone <qr@example.com>',
    parse: (text) => parseMailbox(text),
  }),
  oidcIssuer: option({
    name: 'OIDC_ISSUER',
    type: 'address',
    default: '',
    description:
      'OpenID Connect provider for single sign-on. People are known by the verified e-mail address that it tells; new ones get an account where `SIGN_UP` is open. Its redirect URI here: `BASE_URL/app/api/auth/callback/oidc`.',
    example: 'https://login.example.com/realms/main',
    parse: (text) => parseIssuer(text),
  }),
  oidcClientId: option({
    name: 'OIDC_CLIENT_ID',
    type: 'text',
    default: '',
    description: 'Name of this server at the provider.',
    example: 'quietzone',
    parse: (text) => text || null,
  }),
  oidcClientSecret: option({
    name: 'OIDC_CLIENT_SECRET',
    type: 'text',
    default: '',
    description: 'Its password there.',
    example: 'k5c…',
    secret: true,
    parse: (text) => text || null,
  }),
  oidcName: option({
    name: 'OIDC_NAME',
    type: 'text',
    default: 'Single sign-on',
    description: 'What the button on the sign-in page says.',
    example: 'Example Corp',
    parse: (text) => text.slice(0, 60),
  }),
};
