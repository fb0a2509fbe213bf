import { expect, test } from 'vitest';
import { makeResetLink } from '../../../src/core/accounts/links.ts';
import { type Browser, openQuickDashboard } from '../../support/dashboard.ts';
import { operator } from '../../support/program.ts';

const email = 'ann@example.com';
const password = 'correct horse battery';

function guess(browser: Browser, from: string, address = email) {
  const headers = { 'X-Forwarded-For': from };
  return browser.ask('POST /sign-in', { body: { email: address, password: 'wrong horse battery' }, headers });
}

async function open() {
  const dashboard = await openQuickDashboard();
  await dashboard.setPassword(await dashboard.user(email), password);
  return dashboard;
}

test('an account is guessed at a few times from anywhere, and its owner still gets in', async () => {
  const dashboard = await open();
  const owner = dashboard.browser();
  await owner.get('POST /sign-in', { body: { email, password } });
  await owner.get('POST /sign-out');
  const statuses: number[] = [];
  for (let at = 0; at < 12; at += 1) {
    statuses.push((await guess(dashboard.browser(), `192.0.2.${at + 1}`)).status);
  }
  expect(statuses).toEqual([...Array.from({ length: 10 }, () => 401), 429, 429]);
  const refused = await guess(dashboard.browser(), '192.0.2.99');
  expect(refused.body).toMatchObject({ code: 'rate_limited' });
  expect(refused.headers.get('retry-after')).toBe(String(refused.body.retryAfter));
  // Right or wrong, a stranger has to wait; the browser that the owner was signed in with has not.
  const stranger = await dashboard.browser().ask('POST /sign-in', { body: { email, password } });
  expect(stranger.status).toBe(429);
  expect(await owner.get('POST /sign-in', { body: { email, password } })).toEqual({ next: 'done' });
});

test('the browser of the owner has no more guesses than anybody else, and a cookie made up has none of its own', async () => {
  const dashboard = await open();
  const owner = dashboard.browser();
  await owner.get('POST /sign-in', { body: { email, password } });
  await owner.get('POST /sign-out');
  for (let at = 0; at < 10; at += 1) expect((await guess(owner, '192.0.2.1')).status).toBe(401);
  expect((await guess(owner, '192.0.2.1')).status).toBe(429);

  const [name] = owner.cookies.get('__Host-quietzone-device')!.split('.');
  const forger = dashboard.browser();
  for (let at = 0; at < 10; at += 1) await guess(dashboard.browser(), `192.0.2.${at + 10}`);
  forger.cookies.set('__Host-quietzone-device', `${name}.${'A'.repeat(43)}`);
  expect((await guess(forger, '192.0.2.2')).status).toBe(429);
});

test('one address tries a few accounts, and another is not held up by it', async () => {
  const dashboard = await open();
  const statuses: number[] = [];
  for (let at = 0; at < 32; at += 1) {
    // Unknown accounts count as known ones do.
    statuses.push((await guess(dashboard.browser(), '192.0.2.1', `nobody${at}@example.com`)).status);
  }
  expect(statuses.filter((status) => status === 401)).toHaveLength(30);
  expect(statuses.slice(30)).toEqual([429, 429]);
  expect((await guess(dashboard.browser(), '192.0.2.2')).status).toBe(401);
}, 30_000);

test('right passwords use nothing up', async () => {
  const dashboard = await open();
  for (let at = 0; at < 12; at += 1) {
    expect((await dashboard.browser().ask('POST /sign-in', { body: { email, password } })).status).toBe(200);
  }
});

test('a password that confirms a change is guessed a few times by one session', async () => {
  const dashboard = await open();
  const user = await dashboard.core.store.workspaces.findUser(email);
  const browser = await dashboard.browserOf(user!);
  const body = { current: 'wrong horse battery', next: 'another horse entirely' };
  const statuses: number[] = [];
  for (let at = 0; at < 11; at += 1) statuses.push((await browser.ask('POST /password', { body })).status);
  expect(statuses).toEqual([...Array.from({ length: 10 }, () => 400), 429]);
});

test('an account is guessed at by its address alone, so that there is one count and not two', async () => {
  const dashboard = await open();
  const user = await dashboard.core.store.workspaces.findUser(email);
  const body = { email: user!.id, password };
  expect((await dashboard.browser().ask('POST /sign-in', { body })).status).toBe(401);
});

test('whoever was locked out by strangers gets in on a new browser by a reset link', async () => {
  const dashboard = await open();
  const { core } = dashboard;
  for (let at = 0; at < 12; at += 1) await guess(dashboard.browser(), `192.0.2.${at + 1}`);
  const owner = dashboard.browser();
  expect((await owner.ask('POST /sign-in', { body: { email, password } })).status).toBe(429);
  const user = await core.store.workspaces.findUser(email);
  const { url } = await makeResetLink(core, user!, { actor: operator, by: 'operator' });
  const next = 'another horse entirely';
  const params = { token: url.split('/').at(-1)! };
  await owner.get('POST /reset/:token', { params, body: { password: next } });
  expect(await owner.get('POST /sign-in', { body: { email, password: next } })).toEqual({ next: 'done' });
});

test('an account tries out a few addresses that others have, in however many sessions', async () => {
  const dashboard = await open();
  const user = await dashboard.user('eve@example.com');
  const statuses: number[] = [];
  for (let at = 0; at < 12; at += 1) {
    const browser = await dashboard.browserOf(user);
    statuses.push((await browser.ask('PATCH /profile', { body: { email } })).status);
  }
  expect(statuses).toEqual([...Array.from({ length: 10 }, () => 409), 429, 429]);
  expect(
    (await (await dashboard.browserOf(user)).ask('PATCH /profile', { body: { name: 'Eve' } })).status,
  ).toBe(200);
});
