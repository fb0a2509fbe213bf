import { getCookie, setCookie } from 'hono/cookie';
import { findByAddress } from '../../../core/accounts/accounts.ts';
import { sessionMs, touchSession } from '../../../core/accounts/sessions.ts';
import type { Core } from '../../../core/core.ts';
import { AppError } from '../../../core/errors.ts';
import type { User } from '../../../core/workspaces/workspace.ts';
import { Refusal } from '../errors.ts';
import type { SignedIn } from '../route.ts';
import { passOn, refusedAs } from './answers.ts';
import type { Auth } from './auth.ts';
import type { AuthParts, Call } from './create.ts';
import { formerSession } from './former-session.ts';
import { cookieNames } from './library.ts';
import type { Count, Tries } from './tries.ts';

type Sessions = Pick<
  Auth,
  'findSignedIn' | 'startSession' | 'signIn' | 'signInByCode' | 'signOut' | 'remember'
>;

export function createSessions(parts: AuthParts): Sessions {
  const { core, library, devices } = parts;
  return {
    findSignedIn: (c) => findSignedIn(parts, c),
    async startSession(c, user) {
      const body = { userId: user.id };
      const endFormer = await formerSession(parts, c);
      const asked = library.api.startSession({ body, headers: c.req.raw.headers, returnHeaders: true });
      passOn(c, await refusedAs(asked, wrongPassword));
      devices.remember(c, user.id, 'password');
      await endFormer();
    },
    remember: (c, user) => devices.remember(c, user.id, 'password'),
    signIn: (c, email, password) => signIn(parts, c, email, password),
    signInByCode: (c, kind, code) => signInByCode(parts, c, kind, code),
    async signOut(c) {
      const signedIn = await findSignedIn(parts, c);
      if (signedIn === null) return;
      passOn(c, await library.api.signOut({ headers: c.req.raw.headers, returnHeaders: true }));
    },
  };

  async function findSignedIn({ library }: AuthParts, c: Call): Promise<SignedIn | null> {
    if (c.req.header('cookie') === undefined) return null;
    const asked = await library.api.getSession({ headers: c.req.raw.headers, returnHeaders: true });
    const found = passOn(c, asked);
    const user = found && (await core.store.workspaces.findUser(found.user.id));
    if (!user || user.disabledAt !== null) return null;
    const { id, createdAt, updatedAt } = found.session;
    const used = { id, createdAt: createdAt.getTime(), lastSeenAt: updatedAt.getTime() };
    if (await touchSession(core, used)) keepCookie(core, c);
    return { user, sessionId: id, signedInAt: used.createdAt };
  }
}

/** The browser forgets it no sooner than the server. */
function keepCookie({ settings }: Core, c: Call): void {
  const { session, isSecure } = cookieNames(settings.baseUrl);
  const value = getCookie(c, session);
  const options = { httpOnly: true, sameSite: 'Lax', secure: isSecure, path: '/' } as const;
  if (value !== undefined) setCookie(c, session, value, { ...options, maxAge: sessionMs / 1000 });
}

async function signIn(parts: AuthParts, c: Call, email: string, password: string): Promise<'done' | 'totp'> {
  const { core, library, devices, tries } = parts;
  const address = email.trim().toLowerCase();
  const user = await findByAddress(core, address);
  const counts = countsOf(parts, c, user, address);
  const body = { email: address, password };
  const headers = c.req.raw.headers;
  const endFormer = await formerSession(parts, c);
  const answer = await tries.during(counts, async () => {
    const asked = library.api.signInWithPassword({ body, headers, returnHeaders: true });
    return passOn(c, await refusedAs(asked, wrongPassword));
  });
  const isDone = !('twoFactorRedirect' in answer);
  if (isDone) devices.remember(c, answer.userId, 'password');
  // With the second factor still to come as well: the library has the browser forget its session by now.
  await endFormer();
  return isDone ? 'done' : 'totp';
}

/** A browser that was signed in to the account before has an allowance of its own, whatever strangers do. */
function countsOf(
  { devices, tries }: AuthParts,
  c: Call,
  user: User | undefined,
  address: string,
): readonly Count[] {
  const device = user && devices.nameOf(c, user.id, 'password');
  if (user && device !== undefined) return [{ name: 'signInByDevice', scope: `${device} ${user.id}` }];
  return [
    { name: 'signInByAddress', scope: tries.addressOf(c) },
    { name: 'signInByStrangers', scope: address.slice(0, 254) },
  ];
}

async function signInByCode(
  { core, library, devices, tries }: AuthParts,
  c: Call,
  kind: 'totp' | 'recovery',
  code: string,
): Promise<void> {
  const headers = challengeOf(core, c);
  const { userId } = await library.api.findChallenged({ headers });
  if (userId === null)
    throw new AppError('unauthorized', 'This took too long. Sign in with your password again.');
  const device = devices.nameOf(c, userId, 'code');
  const counts: readonly Count[] =
    device === undefined
      ? [{ name: 'codeByStrangers', scope: userId }]
      : [{ name: 'codeByDevice', scope: `${device} ${userId}` }];
  const verify = () => {
    const given = { body: { code }, headers, returnHeaders: true } as const;
    return kind === 'totp' ? library.api.verifyTOTP(given) : library.api.verifyBackupCode(given);
  };
  const answer = await tries.during(counts, async () => {
    const asked = () => refusedAs<Awaited<ReturnType<typeof verify>>>(verify(), wrongCode);
    const once: Count = { name: 'codeOnce', scope: `${userId} ${code}` };
    const given = kind === 'totp' ? await asOnly(tries, once, asked) : await asked();
    if (given.response.user.id !== userId) throw wrongCode();
    return given;
  });
  passOn(c, answer);
  devices.remember(c, userId, 'code');
}

/** A code counts once, and before it makes a session; one that is wrong was not used. */
async function asOnly<Result>(tries: Tries, once: Count, verify: () => Promise<Result>): Promise<Result> {
  try {
    return await tries.unlessRefused([once], verify);
  } catch (error) {
    throw error instanceof Refusal ? wrongCode() : error;
  }
}

/**
 * Of the cookies of a request, the one that says whose second factor is waited for. With the one of a session beside
 * it, the library would take the factor of that session's user.
 */
function challengeOf({ settings }: Core, c: Call): Headers {
  const { challenge } = cookieNames(settings.baseUrl);
  const pairs = (c.req.header('cookie') ?? '').split(';').map((pair) => pair.trim());
  const own = pairs.find((pair) => pair.startsWith(`${challenge}=`));
  return new Headers({ cookie: own ?? '', 'user-agent': c.req.header('user-agent') ?? '' });
}

function wrongPassword(): AppError {
  return new AppError('unauthorized', 'The e-mail address or the password is wrong.');
}

function wrongCode(): AppError {
  return new AppError(
    'unauthorized',
    'This code is wrong or was used. Wait for the next one, and try again.',
  );
}
