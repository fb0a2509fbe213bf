import { expect, test } from 'vitest';
import { createAuthenticator } from '../../support/authenticator.ts';
import { type Browser, openQuickDashboard } from '../../support/dashboard.ts';

const origin = 'https://self.test';

async function register(browser: Browser, name = 'Laptop') {
  const authenticator = createAuthenticator(origin);
  const options = await browser.get('POST /passkeys/options');
  const response = authenticator.create(options);
  return { authenticator, passkey: await browser.get('POST /passkeys', { body: { name, response } }) };
}

test('a passkey is registered, signs in by itself, and is worth nothing once it is deleted', async () => {
  const dashboard = await openQuickDashboard();
  const owner = await dashboard.browserOf(await dashboard.user('ann@example.com'));
  const { authenticator, passkey } = await register(owner);
  expect(await owner.get('GET /passkeys')).toEqual([passkey]);
  expect(passkey.name).toBe('Laptop');

  const browser = dashboard.browser();
  const signIn = async () => {
    const options = await browser.get('POST /sign-in/passkey/options');
    expect(options.rpId).toBe('self.test');
    return browser.ask('POST /sign-in/passkey', { body: { response: authenticator.get(options) } });
  };
  expect((await signIn()).status).toBe(200);
  expect((await browser.get('GET /session')).user?.email).toBe('ann@example.com');
  await browser.get('POST /sign-out');
  await owner.get('DELETE /passkeys/:passkey', { params: { passkey: passkey.id } });
  expect((await signIn()).status).toBe(401);
});

test('an answer is good for one challenge, once', async () => {
  const dashboard = await openQuickDashboard();
  const owner = await dashboard.browserOf(await dashboard.user('ann@example.com'));
  const { authenticator } = await register(owner);
  const browser = dashboard.browser();
  const response = authenticator.get(await browser.get('POST /sign-in/passkey/options'));
  await browser.get('POST /sign-in/passkey/options');
  expect((await browser.ask('POST /sign-in/passkey', { body: { response } })).status).toBe(401);
  expect((await browser.ask('POST /sign-in/passkey', { body: { response } })).status).toBe(401);
  expect((await browser.get('GET /session')).user).toBeNull();
});

test('a device alone, without a finger or a PIN, is not enough', async () => {
  const dashboard = await openQuickDashboard();
  const owner = await dashboard.browserOf(await dashboard.user('ann@example.com'));
  const { authenticator } = await register(owner);
  const browser = dashboard.browser();
  const response = authenticator.get(await browser.get('POST /sign-in/passkey/options'), undefined, false);
  expect((await browser.ask('POST /sign-in/passkey', { body: { response } })).status).toBe(401);
});

test('nobody deletes the passkey of somebody else, and nonsense is no passkey', async () => {
  const dashboard = await openQuickDashboard();
  const owner = await dashboard.browserOf(await dashboard.user('ann@example.com'));
  const { passkey } = await register(owner);
  const eve = await dashboard.browserOf(await dashboard.user('eve@example.com'));
  const deleted = await eve.ask('DELETE /passkeys/:passkey', { params: { passkey: passkey.id } });
  expect(deleted.status).toBe(404);
  for (const response of [null, {}, 'x', { id: 1 }, { id: 'x', response: {} }]) {
    await eve.get('POST /passkeys/options');
    expect((await eve.ask('POST /passkeys', { body: { name: 'x', response } })).status).toBe(400);
    const stranger = dashboard.browser();
    await stranger.get('POST /sign-in/passkey/options');
    const answer = await stranger.ask('POST /sign-in/passkey', { body: { response } });
    expect([400, 401]).toContain(answer.status);
  }
});
