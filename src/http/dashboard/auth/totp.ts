import { hasPassword, requireConfirmed } from '../../../core/accounts/accounts.ts';
import { logOwn } from '../../../core/accounts/security-log.ts';
import { tellUser } from '../../../core/accounts/security-notices.ts';
import { fieldIs } from '../../../core/accounts/store-port.ts';
import { AppError, invalid } from '../../../core/errors.ts';
import type { User } from '../../../core/workspaces/workspace.ts';
import type { SignedIn } from '../route.ts';
import { cookiesOf, passOn, refusedAs } from './answers.ts';
import type { TotpAuth } from './auth.ts';
import type { AuthParts, Call } from './create.ts';

const alreadyOn = () =>
  new AppError('already_exists', 'Signing in takes a code already. Turn that off before you set it up anew.');
const wrongPassword = () => invalid('password', 'this is not your password');

/**
 * The library begins a new session where the second factor changes: the page goes on with the token of that one, which
 * this header brings.
 */
async function passOnRenewed<Response>(
  { library, tokenOf }: AuthParts,
  c: Call,
  answered: { readonly headers: Headers; readonly response: Response },
): Promise<Response> {
  const found = await library.api.getSession({ headers: cookiesOf(answered.headers) });
  if (found) c.header('X-Quietzone-Token', tokenOf(found.session.id));
  return passOn(c, answered);
}

export function createTotpAuth(parts: AuthParts): TotpAuth {
  const { core, library, devices } = parts;
  const isOn = async (user: User) => {
    const [row] = await core.store.accounts.list('user', [fieldIs('id', user.id)]);
    return row?.twoFactorEnabled === 1;
  };
  const requireOff = async (user: User) => {
    if (await isOn(user)) throw alreadyOn();
  };
  // Of whoever has a password, the library asks for it.
  const requireRecent = async ({ user, signedInAt }: SignedIn) => {
    if (!(await hasPassword(core, user))) await requireConfirmed(core, user, { signedInAt });
  };
  return {
    isOn,
    async begin(c, signedIn, password) {
      await requireOff(signedIn.user);
      await requireRecent(signedIn);
      const headers = c.req.raw.headers;
      const body = { password, method: 'totp' } as const;
      const asked = library.api.enableTwoFactor({ body, headers, returnHeaders: true });
      const answer = passOn(c, await refusedAs(asked, wrongPassword));
      if (!('totpURI' in answer)) throw new Error('the second factor has no address');
      const uri = answer.totpURI;
      return { uri, secret: new URL(uri).searchParams.get('secret') ?? '' };
    },
    async confirm(c, { user }, code) {
      await requireOff(user);
      const asked = library.api.verifyTOTP({
        body: { code },
        headers: c.req.raw.headers,
        returnHeaders: true,
      });
      const wrong = () => invalid('code', 'this code is wrong: try the next one');
      await passOnRenewed(parts, c, await refusedAs(asked, wrong));
      devices.remember(c, user.id, 'code');
      tellUser(core, user, 'secondFactorOn');
      const { backupCodes } = await library.api.viewBackupCodes({ body: { userId: user.id } });
      return backupCodes;
    },
    async disable(c, signedIn, password) {
      await requireRecent(signedIn);
      const asked = library.api.disableTwoFactor({
        ...{ body: { password }, headers: c.req.raw.headers, returnHeaders: true as const },
      });
      await passOnRenewed(parts, c, await refusedAs(asked, wrongPassword));
      tellUser(core, signedIn.user, 'secondFactorOff');
    },
    async renewRecoveryCodes(c, signedIn, password) {
      const { user } = signedIn;
      await requireRecent(signedIn);
      const asked = library.api.generateBackupCodes({
        ...{ body: { password }, headers: c.req.raw.headers, returnHeaders: true as const },
      });
      const { backupCodes } = passOn(c, await refusedAs(asked, wrongPassword));
      const at = core.clock.now();
      await core.store.transact((tx) => logOwn(tx, user.id, {}, { recoveryCodes: 'renewed' }, at));
      tellUser(core, user, 'recoveryCodes');
      return backupCodes;
    },
  };
}
