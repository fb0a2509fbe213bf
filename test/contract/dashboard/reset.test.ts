import { expect, test } from 'vitest';
import { makeResetLink } from '../../../src/core/accounts/links.ts';
import type { Passwords } from '../../../src/core/accounts/passwords.ts';
import type { User } from '../../../src/core/workspaces/workspace.ts';
import { createSmtpMailer } from '../../../src/runtime/mailer.ts';
import { openQuickDashboard, type QuickDashboard } from '../../support/dashboard.ts';
import { eventually } from '../../support/eventually.ts';
import { openMailServer } from '../../support/mail-server.ts';
import { operator } from '../../support/program.ts';
import { changesOf, cheapPasswords } from '../../support/store.ts';

const email = 'ann@example.com';
const password = 'correct horse battery';
const next = 'another horse entirely';

async function open() {
  const mail = await openMailServer();
  const mailer = createSmtpMailer(mail.url, 'Quietzone <qr@example.com>');
  const dashboard = await openQuickDashboard({}, { mailer });
  const user = await dashboard.user(email);
  await dashboard.setPassword(user, password);
  return { mail, dashboard, user };
}

test('a forgotten password is set anew by a link that comes by mail, and every session ends', async () => {
  const { mail, dashboard, user } = await open();
  const signedIn = await dashboard.browserOf(user);
  await signedIn.get('PATCH /profile', { body: { language: 'de' } });
  const browser = dashboard.browser();
  expect(await browser.get('POST /reset', { body: { email: ' Ann@example.com' } })).toEqual({ mailed: true });
  await eventually(() => expect(mail.mails).toHaveLength(1));
  expect(mail.mails[0]!.to).toEqual([email]);
  expect(mail.mails[0]!.text).toContain('öffnen Sie diesen Link');
  const token = /https:\/\/self\.test\/app\/reset\/(\w{32})/.exec(mail.mails[0]!.text)![1]!;

  expect(await browser.get('GET /links/:token', { params: { token } })).toMatchObject({
    kind: 'reset',
    email,
  });
  expect(
    (await browser.ask('POST /reset/:token', { params: { token }, body: { password: 'short' } })).status,
  ).toBe(400);
  await browser.get('POST /reset/:token', { params: { token }, body: { password: next } });
  const again = await browser.ask('POST /reset/:token', {
    params: { token },
    body: { password: 'and once more' },
  });
  expect(again.status).toBe(404);
  expect((await signedIn.get('GET /session')).user).toBeNull();
  expect((await browser.ask('POST /sign-in', { body: { email, password } })).status).toBe(401);
  expect((await browser.ask('POST /sign-in', { body: { email, password: next } })).status).toBe(200);
});

test('whoever asks is not told whether there is an account, and gets a few mails at most', async () => {
  const { mail, dashboard } = await open();
  const answers: unknown[] = [];
  for (const address of ['nobody@example.com', email, email, email, email]) {
    answers.push(await dashboard.browser().get('POST /reset', { body: { email: address } }));
  }
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  const refused = await dashboard.browser().ask('POST /reset', { body: { email } });
  expect([refused.status, refused.body.code]).toEqual([429, 'rate_limited']);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  await eventually(() => expect(mail.mails).toHaveLength(3));
  expect(mail.mails.every(({ to }) => to.join() === email)).toBe(true);
});

test('a new link makes the one before it worthless, and a link works for its time', async () => {
  const { dashboard, user } = await open();
  const { core } = dashboard;
  const link = async () => {
    const { url } = await makeResetLink(core, user, { actor: operator, by: 'operator' });
    return url.split('/').at(-1)!;
  };
  const [first, second] = [await link(), await link()];
  const browser = dashboard.browser();
  const statusOf = async (token: string) =>
    (await browser.ask('GET /links/:token', { params: { token } })).status;
  expect([await statusOf(first), await statusOf(second)]).toEqual([404, 200]);
  await core.store.transact((tx) => tx.accounts.update('link', [], { expiresAt: core.clock.now() - 1 }));
  expect(await statusOf(second)).toBe(404);
  const used = await browser.ask('POST /reset/:token', {
    params: { token: second },
    body: { password: next },
  });
  expect(used.status).toBe(404);
});

test('without a mail server nobody waits for mail', async () => {
  const dashboard = await openQuickDashboard();
  expect((await dashboard.browser().get('GET /session')).instance.hasMail).toBe(false);
  expect(await dashboard.browser().get('POST /reset', { body: { email } })).toEqual({ mailed: false });
});

async function tokenFor(dashboard: QuickDashboard, user: User, by: 'mail' | 'operator' = 'mail') {
  const { url } = await makeResetLink(dashboard.core, user, { actor: operator, by });
  return url.split('/').at(-1)!;
}

async function isVerified({ core }: QuickDashboard, user: User): Promise<unknown> {
  const [row] = await core.store.accounts.list('user', [{ field: 'id', operator: 'eq', value: user.id }]);
  return row?.emailVerified;
}

test('a link dies with the address that it was made for and with the password that it was to replace', async () => {
  const { dashboard, user } = await open();
  const browser = await dashboard.browserOf(user);
  const ask = async (token: string) =>
    (await dashboard.browser().ask('POST /reset/:token', { params: { token }, body: { password: next } }))
      .status;
  const first = await tokenFor(dashboard, user);
  const moved = { email: 'boss@corp.example', password };
  await browser.get('PATCH /profile', { body: moved });
  expect(await ask(first)).toBe(404);
  expect(await isVerified(dashboard, user)).toBe(0);
  const second = await tokenFor(dashboard, { ...user, email: moved.email });
  await browser.get('POST /password', { body: { current: password, next: 'and once more' } });
  expect(await ask(second)).toBe(404);
});

test('a link for an address that was changed behind its back is worth nothing', async () => {
  const { dashboard, user } = await open();
  const token = await tokenFor(dashboard, user);
  const own = [{ field: 'id', operator: 'eq', value: user.id }] as const;
  const moved = { email: 'boss@corp.example', emailVerified: 0 };
  await dashboard.core.store.transact((tx) => tx.accounts.update('user', own, moved));
  const browser = dashboard.browser();
  expect((await browser.ask('GET /links/:token', { params: { token } })).status).toBe(404);
  const answer = await browser.ask('POST /reset/:token', { params: { token }, body: { password: next } });
  expect(answer.status).toBe(404);
  expect(await isVerified(dashboard, user)).toBe(0);
});

test('only a link that came by mail shows that the address is theirs', async () => {
  const { dashboard, user } = await open();
  const own = [{ field: 'id', operator: 'eq', value: user.id }] as const;
  await dashboard.core.store.transact((tx) => tx.accounts.update('user', own, { emailVerified: 0 }));
  for (const [by, verified] of [
    ['operator', 0],
    ['mail', 1],
  ] as const) {
    const token = await tokenFor(dashboard, user, by);
    await dashboard.browser().get('POST /reset/:token', { params: { token }, body: { password: next } });
    expect(await isVerified(dashboard, user)).toBe(verified);
  }
});

test('a link that is over costs no hash', async () => {
  const asked: string[] = [];
  const passwords: Passwords = {
    ...cheapPasswords,
    hash: (text) => {
      asked.push(text);
      return cheapPasswords.hash(text);
    },
  };
  const dashboard = await openQuickDashboard({}, { passwords });
  const token = await tokenFor(dashboard, await dashboard.user(email), 'operator');
  const { store, clock } = dashboard.core;
  await store.transact((tx) => tx.accounts.update('link', [], { expiresAt: clock.now() }));
  const ask = () =>
    dashboard.browser().ask('POST /reset/:token', { params: { token }, body: { password: next } });
  expect((await ask()).status).toBe(404);
  expect(asked).toEqual([]);
});

test('a reset deletes every passkey: whoever had the password may have added one', async () => {
  const { dashboard, user } = await open();
  const passkey = { id: 'p', userId: user.id, publicKey: 'k', credentialID: 'c', counter: 0 };
  const more = { name: 'Eve', deviceType: 'multiDevice', backedUp: 0, createdAt: 0 };
  await dashboard.core.store.transact((tx) => tx.accounts.insert('passkey', { ...passkey, ...more }));
  const token = await tokenFor(dashboard, user);
  await dashboard.browser().get('POST /reset/:token', { params: { token }, body: { password: next } });
  expect(await dashboard.core.store.accounts.count('passkey', [])).toBe(0);
  const change = (await changesOf(dashboard.core.store)).at(-1)!;
  expect([change.objectId, change.after]).toEqual([user.id, { password: 'changed', passkeysDeleted: 1 }]);
});
