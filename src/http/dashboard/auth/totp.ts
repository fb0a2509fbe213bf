import { fieldIs } from '../../../core/accounts/store-port.ts';
import { invalid } from '../../../core/errors.ts';
import { passOn, refusedAs } from './answers.ts';
import type { TotpAuth } from './auth.ts';
import type { AuthParts, Call } from './create.ts';

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
  const cookie = answered.headers.getSetCookie().map((line) => line.slice(0, line.indexOf(';')));
  const found = await library.api.getSession({ headers: new Headers({ cookie: cookie.join('; ') }) });
  if (found) c.header('X-Quietzone-Token', tokenOf(found.session.id));
  return passOn(c, answered);
}

export function createTotpAuth(parts: AuthParts): TotpAuth {
  const { core, library } = parts;
  return {
    async isOn(user) {
      const [row] = await core.store.accounts.list('user', [fieldIs('id', user.id)]);
      return row?.twoFactorEnabled === 1;
    },
    async begin(c, password) {
      const headers = c.req.raw.headers;
      const body = { password, method: 'totp' } as const;
      const asked = library.api.enableTwoFactor({ body, headers, returnHeaders: true });
      const answer = passOn(c, await refusedAs(asked, wrongPassword));
      if (!('totpURI' in answer)) throw new Error('the second factor has no address');
      const uri = answer.totpURI;
      return { uri, secret: new URL(uri).searchParams.get('secret') ?? '' };
    },
    async confirm(c, { user }, code) {
      const asked = library.api.verifyTOTP({
        body: { code },
        headers: c.req.raw.headers,
        returnHeaders: true,
      });
      const wrong = () => invalid('code', 'this code is wrong: try the next one');
      await passOnRenewed(parts, c, await refusedAs(asked, wrong));
      const { backupCodes } = await library.api.viewBackupCodes({ body: { userId: user.id } });
      return backupCodes;
    },
    async disable(c, password) {
      const asked = library.api.disableTwoFactor({
        ...{ body: { password }, headers: c.req.raw.headers, returnHeaders: true as const },
      });
      await passOnRenewed(parts, c, await refusedAs(asked, wrongPassword));
    },
    async renewRecoveryCodes(c, password) {
      const asked = library.api.generateBackupCodes({
        ...{ body: { password }, headers: c.req.raw.headers, returnHeaders: true as const },
      });
      return passOn(c, await refusedAs(asked, wrongPassword)).backupCodes;
    },
  };
}
