import { z } from 'zod';
import { changePassword } from '../../core/accounts/accounts.ts';
import { deletePasskey } from '../../core/accounts/passkeys.ts';
import { languages, themes } from '../../core/accounts/preferences.ts';
import { editProfile } from '../../core/accounts/profile.ts';
import {
  type BrowserSession,
  listSessions,
  revokeOtherSessions,
  revokeSession,
} from '../../core/accounts/sessions.ts';
import { parseBySchema } from '../../core/content/problems.ts';
import type { Core } from '../../core/core.ts';
import { plainDesign } from '../../core/designs/design.ts';
import { parseOutput } from '../../core/designs/output.ts';
import { renderUser } from './account-render.ts';
import type { Auth } from './auth/auth.ts';
import type { Count } from './auth/tries.ts';
import { confirmationOf, confirmed } from './confirmed.ts';
import type { RoutesOf } from './route.ts';
import type { WireBrowserSession } from './wire-people.ts';

const password = z.string().max(1_000);
const passwordBody = z.strictObject({ password });
const codeBody = z.strictObject({ code: z.string().max(40) });
const passwordChangeBody = z.strictObject({ current: password.optional(), next: password });
/** For whoever has one. */
const ownPasswordBody = z.strictObject({ password: password.optional() });
const passkeyBody = z.strictObject({
  ...ownPasswordBody.shape,
  name: z.string().trim().min(1).max(100),
  response: z.unknown(),
});
const profileBody = z.strictObject({
  name: z.string().max(200).optional(),
  email: z.string().max(300).optional(),
  password: password.optional(),
  language: z.enum(languages).nullable().optional(),
  theme: z.enum(themes).optional(),
});

export const profileRoutes: RoutesOf<
  | 'PATCH /profile'
  | 'POST /password'
  | 'GET /sessions'
  | 'DELETE /sessions/:session'
  | 'DELETE /sessions'
  | 'POST /totp'
  | 'POST /totp/confirm'
  | 'DELETE /totp'
  | 'POST /totp/recovery-codes'
  | 'GET /passkeys'
  | 'POST /passkeys/options'
  | 'POST /passkeys'
  | 'DELETE /passkeys/:passkey'
> = {
  'PATCH /profile': {
    need: 'user',
    async handle(core, { deps, body, signedIn }) {
      const { password, ...edit } = parseBySchema(profileBody, body);
      const work = () => editProfile(core, signedIn.user, edit, confirmationOf(signedIn, password));
      const also: Count = { name: 'addressByUser', scope: signedIn.user.id };
      const user = await (edit.email === undefined ? work() : confirmed(deps, signedIn, work, [also]));
      return renderUser(core, deps.auth, user);
    },
  },
  'POST /password': {
    need: 'user',
    async handle(core, { deps, body, signedIn }) {
      const { user: _, ...session } = signedIn;
      const change = { ...parseBySchema(passwordChangeBody, body), ...session };
      await confirmed(deps, signedIn, () => changePassword(core, signedIn.user, change));
      return {};
    },
  },
  'GET /sessions': {
    need: 'user',
    async handle(core, { deps, signedIn }) {
      const sessions = await listSessions(core, signedIn.user);
      return sessions.map((session) => renderBrowserSession(deps.auth, session, signedIn.sessionId));
    },
  },
  'DELETE /sessions/:session': {
    need: 'user',
    async handle(core, { params, signedIn }) {
      await revokeSession(core, signedIn.user, params.session);
      return {};
    },
  },
  'DELETE /sessions': {
    need: 'user',
    async handle(core, { signedIn }) {
      return { ended: await revokeOtherSessions(core, signedIn.user, signedIn.sessionId) };
    },
  },
  'POST /totp': {
    need: 'user',
    async handle(core, { c, deps, body, signedIn }) {
      const given = parseBySchema(passwordBody, body);
      const begun = await confirmed(deps, signedIn, () => deps.auth.totp.begin(c, signedIn, given.password));
      return { ...begun, qr: await drawQr(core, begun.uri) };
    },
  },
  'POST /totp/confirm': {
    need: 'user',
    async handle(_core, { c, deps, body, signedIn }) {
      const code = parseBySchema(codeBody, body).code.replace(/\s/g, '');
      const work = () => deps.auth.totp.confirm(c, signedIn, code);
      return { recoveryCodes: await confirmed(deps, signedIn, work) };
    },
  },
  'DELETE /totp': {
    need: 'user',
    async handle(_core, { c, deps, body, signedIn }) {
      const given = parseBySchema(passwordBody, body);
      await confirmed(deps, signedIn, () => deps.auth.totp.disable(c, signedIn, given.password));
      return {};
    },
  },
  'POST /totp/recovery-codes': {
    need: 'user',
    async handle(_core, { c, deps, body, signedIn }) {
      const given = parseBySchema(passwordBody, body);
      const work = () => deps.auth.totp.renewRecoveryCodes(c, signedIn, given.password);
      return { recoveryCodes: await confirmed(deps, signedIn, work) };
    },
  },
  'GET /passkeys': {
    need: 'user',
    handle: (_core, { deps, signedIn }) => deps.auth.passkeys.list(signedIn.user),
  },
  'POST /passkeys/options': {
    need: 'user',
    async handle(_core, { c, deps, body, signedIn }) {
      const given = parseBySchema(ownPasswordBody, body ?? {});
      const work = () =>
        deps.auth.passkeys.beginRegistration(c, signedIn.user, confirmationOf(signedIn, given.password));
      return confirmed(deps, signedIn, work);
    },
  },
  'POST /passkeys': {
    need: 'user',
    async handle(_core, { c, deps, body, signedIn }) {
      const { name, response, password } = parseBySchema(passkeyBody, body);
      const confirmation = confirmationOf(signedIn, password);
      const work = () => deps.auth.passkeys.register(c, signedIn.user, { name, response }, confirmation);
      return confirmed(deps, signedIn, work);
    },
  },
  'DELETE /passkeys/:passkey': {
    need: 'user',
    async handle(core, { deps, params, body, signedIn }) {
      const given = parseBySchema(ownPasswordBody, body ?? {});
      const work = () =>
        deletePasskey(core, signedIn.user, params.passkey, confirmationOf(signedIn, given.password));
      await confirmed(deps, signedIn, work);
      return {};
    },
  },
};

function renderBrowserSession(auth: Auth, session: BrowserSession, currentId: string): WireBrowserSession {
  const { id, userAgent, createdAt, lastSeenAt } = session;
  return { id, current: id === currentId, ...auth.describeAgent(userAgent), createdAt, lastSeenAt };
}

/** An SVG for an `img`: phones read it from the screen, light or dark. */
async function drawQr(core: Core, text: string): Promise<string> {
  const output = parseOutput({ format: 'svg', px: 240 }, (field) => field);
  const { bytes } = await core.images.render({ text, design: plainDesign, logo: null }, output);
  return `data:image/svg+xml;base64,${Buffer.from(bytes).toString('base64')}`;
}
