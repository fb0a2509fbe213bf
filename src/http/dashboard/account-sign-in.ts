import { z } from 'zod';
import {
  canSignIn,
  deadLink,
  findByAddress,
  needsSetup,
  requireOpenSignUp,
  resetPassword,
  setUp,
} from '../../core/accounts/accounts.ts';
import { inboxOf } from '../../core/accounts/inbox.ts';
import { findLink, makeResetLink } from '../../core/accounts/links.ts';
import { languages } from '../../core/accounts/preferences.ts';
import { findSignUp, finishSignUp, mailSignUp, signUp } from '../../core/accounts/sign-up.ts';
import { parseBySchema } from '../../core/content/problems.ts';
import type { Core } from '../../core/core.ts';
import { notFound } from '../../core/errors.ts';
import { actorOf } from '../../core/workspaces/access.ts';
import { parseEmail } from '../../core/workspaces/create.ts';
import { findInvitation } from '../../core/workspaces/invitations.ts';
import { renderMembership, renderUser } from './account-render.ts';
import type { Call } from './auth/create.ts';
import type { Count } from './auth/tries.ts';
import { Refusal } from './errors.ts';
import type { DashboardDeps, RoutesOf, SignedIn } from './route.ts';
import type { WireLink, WireSession } from './wire-people.ts';

// Longer texts than any real one, so that nobody has long ones hashed.
const email = z.string().max(254);
const password = z.string().max(1_000);
const name = z.string().max(100).optional();
const code = z.string().max(40);

const setupBody = z.strictObject({ token: z.string().max(100), email, password, name });
const signInBody = z.strictObject({ email, password });
const codeBody = z.strictObject({ code });
const passkeyBody = z.strictObject({ response: z.unknown() });
const signOnBody = z.strictObject({ returnTo: z.string().max(500).optional() });
const signUpBody = z.strictObject({ email, password, name, language: z.enum(languages).optional() });
/** A page that was loaded before mail was set up sends what the link asks for later as well, and nobody looks at it. */
const mailedSignUpBody = signUpBody.partial({ password: true });
const finishedSignUpBody = signUpBody.pick({ password: true, name: true });
const resetBody = z.strictObject({ email });
const newPasswordBody = z.strictObject({ password });

export const signInRoutes: RoutesOf<
  | 'GET /session'
  | 'POST /setup'
  | 'GET /links/:token'
  | 'POST /sign-in'
  | 'POST /sign-in/totp'
  | 'POST /sign-in/recovery'
  | 'POST /sign-in/passkey/options'
  | 'POST /sign-in/passkey'
  | 'POST /sign-in/oidc'
  | 'POST /sign-up'
  | 'POST /sign-up/:token'
  | 'POST /sign-out'
  | 'POST /reset'
  | 'POST /reset/:token'
> = {
  'GET /session': {
    need: 'anyone',
    handle: (core, { deps, signedIn }) => renderSession(core, deps, signedIn),
  },
  'POST /setup': {
    need: 'anyone',
    async handle(core, { c, deps, body }) {
      const { token, ...account } = parseBySchema(setupBody, body);
      const user = await deps.auth.tries.during(fromAddress(deps, c, 'linkByAddress'), () =>
        setUp(core, token, account),
      );
      await deps.auth.startSession(c, user);
      return {};
    },
  },
  'GET /links/:token': {
    need: 'anyone',
    handle: (core, { c, deps, params }) =>
      deps.auth.tries.during(fromAddress(deps, c, 'linkByAddress'), () => renderLink(core, params.token)),
  },
  'POST /sign-in': {
    need: 'anyone',
    async handle(_core, { c, deps, body }) {
      const given = parseBySchema(signInBody, body);
      return { next: await deps.auth.signIn(c, given.email, given.password) };
    },
  },
  'POST /sign-in/totp': {
    need: 'anyone',
    async handle(_core, { c, deps, body }) {
      await deps.auth.signInByCode(c, 'totp', parseBySchema(codeBody, body).code.replace(/\s/g, ''));
      return {};
    },
  },
  'POST /sign-in/recovery': {
    need: 'anyone',
    async handle(_core, { c, deps, body }) {
      await deps.auth.signInByCode(c, 'recovery', parseBySchema(codeBody, body).code.trim());
      return {};
    },
  },
  'POST /sign-in/passkey/options': {
    need: 'anyone',
    async handle(_core, { c, deps }) {
      await deps.auth.tries.take(fromAddress(deps, c, 'challengeByAddress'));
      return deps.auth.passkeys.beginSignIn(c);
    },
  },
  'POST /sign-in/passkey': {
    need: 'anyone',
    async handle(_core, { c, deps, body }) {
      const { response } = parseBySchema(passkeyBody, body);
      const from = fromAddress(deps, c, 'signInByAddress');
      await deps.auth.tries.during(from, () => deps.auth.passkeys.signIn(c, response));
      return {};
    },
  },
  'POST /sign-in/oidc': {
    need: 'anyone',
    async handle(_core, { c, deps, body, signedIn }) {
      const { returnTo } = parseBySchema(signOnBody, body);
      if (deps.auth.signOn === null) throw notFound('Single sign-on');
      await deps.auth.tries.take(fromAddress(deps, c, 'challengeByAddress'));
      // Whoever is signed in confirms something (OpenID Connect Core, 3.1.2.1, `prompt`).
      const prompt = signedIn === null ? undefined : 'login';
      return { location: await deps.auth.signOn.begin(c, ownPath(returnTo), prompt) };
    },
  },
  'POST /sign-up': {
    need: 'anyone',
    async handle(core, { c, deps, body }) {
      if (core.mailer !== null) return beginSignUp(core, deps, c, body);
      const account = parseBySchema(signUpBody, body);
      const from = fromAddress(deps, c, 'signUpByAddress');
      const user = await deps.auth.tries.spend(from, () => signUp(core, account));
      await deps.auth.startSession(c, user);
      return { next: 'done' };
    },
  },
  'POST /sign-up/:token': {
    need: 'anyone',
    async handle(core, { c, deps, params, body }) {
      const account = parseBySchema(finishedSignUpBody, body);
      const from = fromAddress(deps, c, 'linkByAddress');
      const user = await deps.auth.tries.during(from, () => finishSignUp(core, params.token, account));
      await deps.auth.startSession(c, user);
      return {};
    },
  },
  'POST /sign-out': {
    need: 'user',
    async handle(_core, { c, deps }) {
      await deps.auth.signOut(c);
      return {};
    },
  },
  'POST /reset': {
    need: 'anyone',
    async handle(core, { c, deps, body }) {
      const address = parseBySchema(resetBody, body).email.trim().toLowerCase();
      await deps.auth.tries.take(fromAddress(deps, c, 'mailByAddress'));
      if (core.mailer !== null) sendResetMail(core, deps, address);
      return { mailed: core.mailer !== null };
    },
  },
  'POST /reset/:token': {
    need: 'anyone',
    async handle(core, { c, deps, params, body }) {
      const given = parseBySchema(newPasswordBody, body);
      const from = fromAddress(deps, c, 'linkByAddress');
      const work = () => resetPassword(core, params.token, given.password);
      deps.auth.remember(c, await deps.auth.tries.during(from, work));
      return {};
    },
  },
};

function fromAddress(deps: DashboardDeps, c: Call, name: Count['name']): readonly Count[] {
  return [{ name, scope: deps.auth.tries.addressOf(c) }];
}

async function beginSignUp(core: Core, deps: DashboardDeps, c: Call, body: unknown) {
  const { email: given, language = 'en' } = parseBySchema(mailedSignUpBody, body);
  const email = parseEmail(given);
  await requireOpenSignUp(core);
  await deps.auth.tries.take(fromAddress(deps, c, 'mailByAddress'));
  sendAfterwards(deps, async () => {
    await deps.auth.tries.take([{ name: 'mailByAccount', scope: inboxOf(email) }]);
    await mailSignUp(core, { email, language });
  });
  return { next: 'mail' } as const;
}

function sendResetMail(core: Core, deps: DashboardDeps, address: string): void {
  sendAfterwards(deps, async () => {
    const user = await findByAddress(core, address);
    if (!user || user.disabledAt !== null) return;
    await deps.auth.tries.take([{ name: 'mailByAccount', scope: user.id }]);
    await makeResetLink(core, user, { actor: actorOf(user), by: 'mail' });
  });
}

/** After the answer, whose time must not tell whether there is an account. That enough was sent already is no failure. */
function sendAfterwards(deps: DashboardDeps, send: () => Promise<void>): void {
  send().catch((err) => {
    if (err instanceof Refusal) return;
    deps.log('warn', { err, surface: 'dashboard' }, 'a mail could not be sent');
  });
}

/** A path of the dashboard; anything else leads to its start. */
function ownPath(returnTo = '/app'): string {
  const isOwn = /^\/app(\/[\w\-./~%]*)?(\?[\w\-.~%=&]*)?$/.test(returnTo) && !returnTo.includes('..');
  return isOwn ? returnTo : '/app';
}

const noInvitation = { workspace: null, role: null, invitedBy: null } as const;

async function renderLink(core: Core, token: string): Promise<WireLink> {
  const link = await findLink(core, token);
  if (link) {
    const user = await core.store.workspaces.findUser(link.userId);
    if (!user) throw deadLink();
    const { kind, expiresAt } = link;
    const email = kind === 'setup' ? null : user.email;
    return { ...noInvitation, kind, expiresAt, email, hasAccount: kind === 'reset' };
  }
  const begun = await findSignUp(core, token);
  if (begun) return { ...noInvitation, ...begun, kind: 'signUp', hasAccount: false };
  const invitation = await findInvitation(core, token);
  if (!invitation) throw deadLink();
  const { email, expiresAt, role, workspace } = invitation;
  const invitedBy = invitation.invitedBy === null ? null : invitation.invitedByName;
  const user = await core.store.workspaces.findUser(email);
  const hasAccount = user !== undefined && (await canSignIn(core, user));
  return { kind: 'invitation', expiresAt, email, workspace: workspace.name, role, invitedBy, hasAccount };
}

async function renderSession(
  core: Core,
  deps: DashboardDeps,
  signedIn: SignedIn | null,
): Promise<WireSession> {
  const { auth, version } = deps;
  const { signUp, signOnName: oidc, baseUrl } = core.settings;
  const hasMail = core.mailer !== null;
  const isSetUp = signedIn !== null || !(await needsSetup(core));
  const instance = { version, needsSetup: !isSetUp, signUp, oidc, hasMail, baseUrl };
  if (signedIn === null) return { user: null, token: '', memberships: [], instance };
  const { user, sessionId } = signedIn;
  const memberships = await core.store.workspaces.listMemberships(user.id);
  return {
    user: await renderUser(core, auth, user),
    token: auth.tokenOf(sessionId),
    memberships: memberships.map(({ workspace, role }) => renderMembership(workspace, role)),
    instance,
  };
}
