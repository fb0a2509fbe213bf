import { expect, test } from 'vitest';
import type { Passwords } from '../../../src/core/accounts/passwords.ts';
import { AppError } from '../../../src/core/errors.ts';
import { openQuickDashboard } from '../../support/dashboard.ts';
import { eventually } from '../../support/eventually.ts';

const password = 'correct horse battery';

/** Hashes of nothing, each done when the test says so. */
function openSlowPasswords() {
  const underWay: (() => void)[] = [];
  const asked: string[] = [];
  const passwords: Passwords = {
    hasRoom: () => underWay.length < 17,
    hash(text) {
      asked.push(text.split(' ')[0] ?? '');
      return new Promise((resolve) => underWay.push(() => resolve('hash')));
    },
    verify: async () => false,
  };
  return { passwords, underWay, asked };
}

test('of one address two passwords are hashed at once, and one of the same account: others are not held up', async () => {
  const { passwords, underWay, asked } = openSlowPasswords();
  const dashboard = await openQuickDashboard({}, { passwords });
  let refused = 0;
  const signIn = async (who: string, address: string) => {
    const headers = { 'X-Forwarded-For': address };
    const body = { email: `${who}@example.com`, password: `${who} horse battery` };
    const { status } = await dashboard.browser().ask('POST /sign-in', { body, headers });
    if (status === 503) refused += 1;
    return status;
  };
  const eves = Array.from({ length: 24 }, () => signIn('eve', '192.0.2.1'));
  // One is under way, four wait, and the others are asked to come again.
  await eventually(() => expect(refused).toBe(19));
  const others = [signIn('bob', '192.0.2.1')];
  await eventually(() => expect(asked).toHaveLength(2));
  others.push(signIn('carl', '192.0.2.1'), signIn('ann', '192.0.2.2'));
  await eventually(() => expect(asked).toHaveLength(3));
  expect(asked).toEqual(['eve', 'bob', 'ann']);
  let isOver = false;
  const all = Promise.all([...eves, ...others]).finally(() => {
    isOver = true;
  });
  while (!isOver) {
    for (const finish of underWay.splice(0)) finish();
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect((await all).filter((status) => status === 401)).toHaveLength(8);
  expect(asked.toSorted()).toEqual(['ann', 'bob', 'carl', 'eve', 'eve', 'eve', 'eve', 'eve']);
});

test('where as many wait as can, whoever comes is refused before anything is looked up, and all else goes on', async () => {
  const { passwords, underWay, asked } = openSlowPasswords();
  const dashboard = await openQuickDashboard({}, { passwords });
  const signedIn = await dashboard.browserOf(await dashboard.user('carl@example.com'));
  const signIn = async (at: number) => {
    const headers = { 'X-Forwarded-For': `192.0.2.${at}` };
    const body = { email: `ann${at}@example.com`, password };
    return (await dashboard.browser().ask('POST /sign-in', { body, headers })).status;
  };
  const first = Array.from({ length: 17 }, (_, at) => signIn(at));
  await eventually(() => expect(asked).toHaveLength(17));
  const late = await Promise.all(Array.from({ length: 20 }, (_, at) => signIn(at + 17)));
  expect(new Set(late)).toEqual(new Set([503]));
  expect(asked).toHaveLength(17);
  expect((await dashboard.browser().ask('GET /session')).status).toBe(200);
  expect((await signedIn.ask('PATCH /profile', { body: { theme: 'dark' } })).status).toBe(200);
  for (const finish of underWay.splice(0)) finish();
  expect(new Set(await Promise.all(first))).toEqual(new Set([401]));
  const after = signIn(99);
  await eventually(() => expect(asked).toHaveLength(18));
  for (const finish of underWay.splice(0)) finish();
  expect(await after).toBe(401);
});

test('a try that was not looked at, for want of time to hash it, is no failure', async () => {
  let isBusy = false;
  const base = await openQuickDashboard();
  const refuse = () => Promise.reject(new AppError('unavailable', 'Passwords wait in a queue'));
  const { passwords } = base.core;
  const dashboard = await openQuickDashboard(
    {},
    {
      passwords: {
        hasRoom: () => true,
        hash: (text) => (isBusy ? refuse() : passwords.hash(text)),
        verify: (hash, text) => (isBusy ? refuse() : passwords.verify(hash, text)),
      },
    },
  );
  const user = await dashboard.user('ann@example.com');
  await dashboard.setPassword(user, password);
  const owner = dashboard.browser();
  await owner.get('POST /sign-in', { body: { email: user.email, password } });
  const signedIn = await dashboard.browserOf(user);
  const stranger = dashboard.browser();
  const change = { current: password, next: 'another good password' };
  isBusy = true;
  for (let at = 0; at < 12; at += 1) {
    for (const browser of [owner, stranger])
      expect((await browser.ask('POST /sign-in', { body: { email: user.email, password } })).status).toBe(
        503,
      );
    expect((await signedIn.ask('POST /password', { body: change })).status).toBe(503);
  }
  isBusy = false;
  for (const browser of [owner, stranger])
    await browser.get('POST /sign-in', { body: { email: user.email, password } });
  await signedIn.get('POST /password', { body: change });
});
