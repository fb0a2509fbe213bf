import { expect, test } from 'vitest';
import { createAuthenticator } from '../../support/authenticator.ts';
import { type Browser, openQuickDashboard, type QuickDashboard } from '../../support/dashboard.ts';
import { totpOf } from '../../support/totp.ts';

const origin = 'https://self.test';
const email = 'ann@example.com';
const password = 'correct horse battery';

/** All sessions that there are began so long ago. */
async function age(dashboard: QuickDashboard, ms: number): Promise<void> {
  const { store, clock } = dashboard.core;
  await store.transact((tx) => tx.accounts.update('session', [], { createdAt: clock.now() - ms }));
}

/** Somebody without a password, who has a passkey. */
async function open() {
  const dashboard = await openQuickDashboard();
  const browser = await dashboard.browserOf(await dashboard.user(email));
  const authenticator = createAuthenticator(origin);
  const response = authenticator.create(await browser.get('POST /passkeys/options'));
  const passkey = await browser.get('POST /passkeys', { body: { name: 'Laptop', response } });
  return { dashboard, browser, authenticator, passkey };
}

test('without a password, a session that began long ago changes no way in, and nothing of what it asks for happens', async () => {
  const { dashboard, browser, authenticator, passkey } = await open();
  const options = await browser.get('POST /passkeys/options');
  await age(dashboard, 600_001);
  const response = authenticator.create(options);
  const answers = [
    await browser.ask('POST /passkeys/options'),
    await browser.ask('POST /passkeys', { body: { name: 'Thief', response } }),
    await browser.ask('DELETE /passkeys/:passkey', { params: { passkey: passkey.id } }),
    await browser.ask('PATCH /profile', { body: { email: 'eve@example.com' } }),
    await browser.ask('POST /password', { body: { next: 'correct horse battery' } }),
    await browser.ask('POST /totp', { body: { password: 'anything' } }),
    await browser.ask('DELETE /totp', { body: { password: 'anything' } }),
    await browser.ask('POST /totp/recovery-codes', { body: { password: 'anything' } }),
  ];
  for (const { status, body } of answers) {
    expect([status, body.details?.[0]]).toEqual([400, expect.objectContaining({ path: 'signIn' })]);
  }
  expect(await browser.get('GET /passkeys')).toEqual([passkey]);
  expect((await browser.get('GET /session')).user).toMatchObject({
    email,
    hasPassword: false,
    hasTotp: false,
  });
  // What opens nothing needs no confirmation.
  await browser.get('PATCH /profile', { body: { name: 'Ann' } });
});

test('signing in again confirms, for ten minutes, and ends the session that it was done in', async () => {
  const { dashboard, browser, authenticator } = await open();
  await age(dashboard, 600_001);
  const old = new Map(browser.cookies);
  const options = await browser.get('POST /sign-in/passkey/options');
  await browser.get('POST /sign-in/passkey', { body: { response: authenticator.get(options) } });
  expect(await browser.get('GET /sessions')).toHaveLength(1);
  await browser.get('PATCH /profile', { body: { email: 'ann.new@example.com' } });
  await age(dashboard, 590_000);
  await browser.get('POST /password', { body: { next: 'correct horse battery' } });
  // From now on there is a password to give.
  const refused = await browser.ask('PATCH /profile', { body: { email } });
  expect([refused.status, refused.body.details?.[0]?.path]).toEqual([400, 'password']);
  expect(await isDead(dashboard, old)).toBe(true);
});

test('an operator confirms whom a link lets in and whom they make one of them, also where it is themselves', async () => {
  const dashboard = await openQuickDashboard();
  const chief = await dashboard.promote(await dashboard.user('chief@example.com'));
  const user = await dashboard.user(email);
  const browser = await dashboard.browserOf(chief);
  const reset = (who: string, body = {}) =>
    browser.ask('POST /instance/users/:user/reset', { params: { user: who }, body });
  const edit = (body: object) =>
    browser.ask('PATCH /instance/users/:user', { params: { user: user.id }, body });
  expect((await reset(user.id)).status).toBe(200);
  await age(dashboard, 600_001);
  const pathOf = ({ status, body }: Awaited<ReturnType<typeof edit | typeof reset>>) => [
    status,
    body.details?.[0]?.path,
  ];
  for (const answer of [await reset(chief.id), await reset(user.id), await edit({ isOperator: true })])
    expect(pathOf(answer)).toEqual([400, 'signIn']);
  await dashboard.setPassword(chief, password);
  const wrong = { password: 'wrong horse battery' };
  for (const answer of [await reset(chief.id), await reset(user.id, wrong), await edit({ isOperator: true })])
    expect(pathOf(answer)).toEqual([400, 'password']);
  expect((await dashboard.core.store.workspaces.findUser(email))?.isOperator).toBe(false);
  expect((await reset(user.id, { password })).status).toBe(200);
  expect((await edit({ isOperator: true, password })).status).toBe(200);
  // What takes something away needs no confirmation.
  expect((await edit({ isOperator: false, disabled: true })).status).toBe(200);
});

async function isDead(dashboard: QuickDashboard, cookies: Browser['cookies']): Promise<boolean> {
  const thief = dashboard.browser();
  for (const [name, value] of cookies) thief.cookies.set(name, value);
  return (await thief.get('GET /session')).user === null;
}

test('signing in with a second factor ends the session that the browser had, with the password already', async () => {
  const dashboard = await openQuickDashboard();
  const user = await dashboard.user(email);
  await dashboard.setPassword(user, password);
  const browser = await dashboard.browserOf(user);
  const { secret } = await browser.get('POST /totp', { body: { password } });
  await browser.get('POST /totp/confirm', { body: { code: totpOf(secret) } });
  const old = new Map(browser.cookies);
  expect(await isDead(dashboard, old)).toBe(false);
  const wrong = { email, password: 'wrong horse battery' };
  expect((await browser.ask('POST /sign-in', { body: wrong })).status).toBe(401);
  expect(await isDead(dashboard, old)).toBe(false);
  expect(await browser.get('POST /sign-in', { body: { email, password } })).toEqual({ next: 'totp' });
  expect(await isDead(dashboard, old)).toBe(true);
  await browser.get('POST /sign-in/totp', { body: { code: totpOf(secret) } });
  expect(await browser.get('GET /sessions')).toHaveLength(1);
});

test('a new account ends the session that the browser had with another', async () => {
  const dashboard = await openQuickDashboard({ signUp: 'open' });
  await dashboard.promote(await dashboard.user('operator@example.com'));
  const browser = await dashboard.browserOf(await dashboard.user(email));
  const old = new Map(browser.cookies);
  await browser.get('POST /sign-up', { body: { email: 'bob@example.com', password } });
  expect((await browser.get('GET /session')).user?.email).toBe('bob@example.com');
  expect(await isDead(dashboard, old)).toBe(true);
});
