import { touchSession } from '../../../core/accounts/sessions.ts';
import { AppError } from '../../../core/errors.ts';
import type { User } from '../../../core/workspaces/workspace.ts';
import type { SignedIn } from '../route.ts';
import { passOn, refusedAs } from './answers.ts';
import type { Auth } from './auth.ts';
import type { AuthParts, Call } from './create.ts';
import type { Count } from './tries.ts';

type Sessions = Pick<Auth, 'findSignedIn' | 'startSession' | 'signIn' | 'signInByCode' | 'signOut'>;

export function createSessions(parts: AuthParts): Sessions {
  const { core, library, devices } = parts;
  return {
    findSignedIn: (c) => findSignedIn(parts, c),
    async startSession(c, user) {
      const body = { userId: user.id };
      const asked = library.api.startSession({ body, headers: c.req.raw.headers, returnHeaders: true });
      passOn(c, await refusedAs(asked, wrongPassword));
      devices.remember(c, user.id);
    },
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
    await touchSession(core, found.session.id, found.session.updatedAt.getTime());
    return { user, sessionId: found.session.id };
  }
}

async function signIn(parts: AuthParts, c: Call, email: string, password: string): Promise<'done' | 'totp'> {
  const { core, library, devices, tries } = parts;
  const address = email.trim().toLowerCase();
  const user = await core.store.workspaces.findUser(address);
  const counts = countsOf(parts, c, user, address);
  tries.take(counts);
  const body = { email: address, password };
  const headers = c.req.raw.headers;
  const asked = library.api.signInWithPassword({ body, headers, returnHeaders: true });
  const answer = passOn(c, await refusedAs(asked, wrongPassword));
  tries.giveBack(counts);
  if ('twoFactorRedirect' in answer) return 'totp';
  devices.remember(c, answer.userId);
  return 'done';
}

/** A browser that was signed in to the account before has an allowance of its own, whatever strangers do. */
function countsOf(
  { devices, tries }: AuthParts,
  c: Call,
  user: User | undefined,
  address: string,
): readonly Count[] {
  const device = user && devices.nameOf(c, user.id);
  if (user && device !== undefined) return [{ name: 'signInByDevice', scope: `${device} ${user.id}` }];
  return [
    { name: 'signInByAddress', scope: tries.addressOf(c) },
    { name: 'signInByStrangers', scope: address.slice(0, 254) },
  ];
}

async function signInByCode(
  { library, devices, tries }: AuthParts,
  c: Call,
  kind: 'totp' | 'recovery',
  code: string,
): Promise<void> {
  const headers = c.req.raw.headers;
  const { userId } = await library.api.findChallenged({ headers });
  if (userId === null)
    throw new AppError('unauthorized', 'This took too long. Sign in with your password again.');
  const device = devices.nameOf(c, userId);
  const counts: readonly Count[] =
    device === undefined
      ? [{ name: 'codeByStrangers', scope: userId }]
      : [{ name: 'codeByDevice', scope: `${device} ${userId}` }];
  tries.take(counts);
  const asked =
    kind === 'totp'
      ? library.api.verifyTOTP({ body: { code }, headers, returnHeaders: true })
      : library.api.verifyBackupCode({ body: { code }, headers, returnHeaders: true });
  const answer = await refusedAs<Awaited<typeof asked>>(asked, wrongCode);
  if (kind === 'totp' && !tries.isLeft({ name: 'codeOnce', scope: `${userId} ${code}` })) throw wrongCode();
  passOn(c, answer);
  tries.giveBack(counts);
  devices.remember(c, userId);
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
