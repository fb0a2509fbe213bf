import { requireConfirmed } from '../../../core/accounts/accounts.ts';
import { tellUser } from '../../../core/accounts/security-notices.ts';
import { type AccountRow, fieldIs } from '../../../core/accounts/store-port.ts';
import { AppError, invalid } from '../../../core/errors.ts';
import type { WirePasskey } from '../wire-people.ts';
import { passOn, refusedAs } from './answers.ts';
import type { PasskeyAuth } from './auth.ts';
import type { AuthParts, Call } from './create.ts';
import { formerSession } from './former-session.ts';

export function createPasskeyAuth(parts: AuthParts): PasskeyAuth {
  const { core, library } = parts;
  return {
    async list(user) {
      const order = { sortBy: { field: 'createdAt', direction: 'asc' } } as const;
      return (await core.store.accounts.list('passkey', [fieldIs('userId', user.id)], order)).map(render);
    },
    async beginRegistration(c, user, confirmation) {
      await requireConfirmed(core, user, confirmation);
      const asked = library.api.generatePasskeyRegistrationOptions({
        ...{ headers: c.req.raw.headers, returnHeaders: true as const },
      });
      return { ...passOn(c, await asked) };
    },
    async register(c, user, { name, response }, confirmation) {
      await requireConfirmed(core, user, confirmation);
      const body = { name, response };
      const asked = library.api.verifyPasskeyRegistration({
        ...{ body, headers: c.req.raw.headers, returnHeaders: true as const },
      });
      const refused = () => invalid('response', 'this passkey could not be checked: begin again');
      // Of a registration that is nonsense, the library says that it has failed itself.
      const made = passOn(c, await refusedAs(asked, refused, 500));
      tellUser(core, user, 'passkeyAdded');
      return { id: made.id, name, createdAt: made.createdAt.getTime() };
    },
    async beginSignIn(c) {
      const asked = library.api.generatePasskeyAuthenticationOptions({
        ...{ headers: c.req.raw.headers, returnHeaders: true as const },
      });
      return { ...passOn(c, await asked), userVerification: 'required' };
    },
    signIn: (c, response) => signIn(parts, c, response),
  };
}

type AuthenticationAnswer = NonNullable<
  Parameters<AuthParts['library']['api']['verifyPasskeyAuthentication']>[0]
>['body']['response'];

async function signIn(parts: AuthParts, c: Call, response: unknown): Promise<void> {
  const { library, devices } = parts;
  const { id } = (response ?? {}) as { id?: unknown };
  if (typeof id !== 'string') throw invalid('response', 'send what the browser gave');
  const endFormer = await formerSession(parts, c);
  const asked = library.api.verifyPasskeyAuthentication({
    // The library checks it, whatever it is.
    body: { response: response as AuthenticationAnswer },
    ...{ headers: c.req.raw.headers, returnHeaders: true as const },
  });
  const refused = () =>
    new AppError('unauthorized', 'This passkey is not known here, or the sign-in took too long. Try again.');
  const { user } = passOn(c, await refusedAs(asked, refused));
  devices.remember(c, user.id, 'code');
  await endFormer();
}

function render(row: AccountRow): WirePasskey {
  return { id: String(row.id), name: String(row.name ?? ''), createdAt: Number(row.createdAt) };
}
