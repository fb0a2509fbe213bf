import { randomBytes } from 'node:crypto';
import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { isSame, seal } from './seal.ts';

/**
 * Browsers that were signed in to an account before (OWASP, "Device cookies"): guesses from anywhere else are counted
 * apart from theirs, so that nobody can lock an owner out by guessing. The cookie is a random name and, for each
 * account, its seal; it opens nothing.
 */
export interface Devices {
  /** A name to count this browser by, or undefined where it has never shown as much as that of the account. */
  nameOf(c: Context, userId: string, shown: Shown): string | undefined;
  remember(c: Context, userId: string, shown: Shown): void;
}

/**
 * What somebody has shown in a browser: the password or what stands for it, or the second factor as well. Whoever has
 * the one alone must not get tries for the other.
 */
type Shown = 'password' | 'code';

/** Accounts that a browser is known for at once, the last ones. */
const accountsMax = 4;
const maxAgeSeconds = 365 * 86_400;

export function createDevices(secret: string, cookie: string, isSecure: boolean): Devices {
  const sealOf = (name: string, userId: string, shown: Shown) =>
    seal(secret, 'device', `${shown} ${name} ${userId}`);
  const read = (c: Context) => {
    const [name = '', ...seals] = (getCookie(c, cookie) ?? '').split('.');
    return { name: /^[\w-]{22}$/.test(name) ? name : '', seals: seals.slice(0, accountsMax) };
  };
  return {
    nameOf(c, userId, shown) {
      const { name, seals } = read(c);
      if (name === '') return undefined;
      const has = (level: Shown) => seals.some((one) => isSame(one, sealOf(name, userId, level)));
      return has('code') || (shown === 'password' && has('password')) ? name : undefined;
    },
    remember(c, userId, shown) {
      const known = read(c);
      const name = known.name === '' ? randomBytes(16).toString('base64url') : known.name;
      const [less, more] = [sealOf(name, userId, 'password'), sealOf(name, userId, 'code')];
      const own = shown === 'code' || known.seals.includes(more) ? more : less;
      const others = known.seals.filter((one) => one !== less && one !== more).slice(0, accountsMax - 1);
      const value = [name, own, ...others].join('.');
      const options = { httpOnly: true, sameSite: 'Lax', secure: isSecure, path: '/' } as const;
      setCookie(c, cookie, value, { ...options, maxAge: maxAgeSeconds });
    },
  };
}
