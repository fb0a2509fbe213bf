import { expect, test } from 'vitest';
import { createAuthenticator } from '../../support/authenticator.ts';
import { type Browser, openQuickDashboard } from '../../support/dashboard.ts';
import { changesOf } from '../../support/store.ts';

const origin = 'https://self.test';
const password = 'correct horse battery';

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

test('whoever has a password gives it to add a passkey and to delete one: a session alone is not enough', async () => {
  const dashboard = await openQuickDashboard();
  const user = await dashboard.user('ann@example.com');
  await dashboard.setPassword(user, password);
  const browser = await dashboard.browserOf(user);
  const authenticator = createAuthenticator(origin);
  const wrong = { password: 'wrong horse battery' };
  for (const body of [undefined, {}, wrong]) {
    const answer = await browser.ask('POST /passkeys/options', { ...(body && { body }) });
    expect([answer.status, answer.body.details?.[0]?.path]).toEqual([400, 'password']);
  }
  const response = authenticator.create(await browser.get('POST /passkeys/options', { body: { password } }));
  const named = { name: 'Laptop', response };
  for (const body of [named, { ...named, ...wrong }]) {
    expect((await browser.ask('POST /passkeys', { body })).status).toBe(400);
  }
  expect(await browser.get('GET /passkeys')).toEqual([]);
  const passkey = await browser.get('POST /passkeys', { body: { ...named, password } });
  const params = { passkey: passkey.id };
  for (const body of [undefined, wrong]) {
    const answer = await browser.ask('DELETE /passkeys/:passkey', { params, ...(body && { body }) });
    expect(answer.status).toBe(400);
  }
  await browser.get('DELETE /passkeys/:passkey', { params, body: { password } });
  expect(await browser.get('GET /passkeys')).toEqual([]);

  const changes = await changesOf(dashboard.core.store);
  const own = changes.filter(({ object, objectId }) => object === 'user' && objectId === user.id).slice(1);
  expect(own.map(({ actor, before, after }) => [actor.id, before, after])).toEqual([
    [user.id, {}, { passkey: 'Laptop' }],
    [user.id, { passkey: 'Laptop' }, {}],
  ]);
});

test('the challenge of a sign-in registers no passkey', async () => {
  const dashboard = await openQuickDashboard();
  const owner = await dashboard.browserOf(await dashboard.user('ann@example.com'));
  const options = await owner.get('POST /sign-in/passkey/options');
  const response = createAuthenticator(origin).create(options);
  expect((await owner.ask('POST /passkeys', { body: { name: 'x', response } })).status).toBe(400);
});
