import { expect, test } from 'vitest';
import { setDisabled } from '../../../src/core/accounts/operators.ts';
import { openQuickDashboard } from '../../support/dashboard.ts';
import { operator } from '../../support/program.ts';

const password = 'correct horse battery';
const email = 'ann@example.com';

test('the cookie of a session is out of reach of scripts, of other hosts and of plain HTTP', async () => {
  const dashboard = await openQuickDashboard();
  await dashboard.setPassword(await dashboard.user(email), password);
  const answer = await dashboard.browser().ask('POST /sign-in', { body: { email, password } });
  const line = answer.headers.getSetCookie().find((one) => one.startsWith('__Host-quietzone='))!;
  const attributes = line
    .split(';')
    .slice(1)
    .map((one) => one.trim().toLowerCase());
  expect(attributes.sort()).toEqual([
    'httponly',
    `max-age=${30 * 86_400}`,
    'path=/',
    'samesite=lax',
    'secure',
  ]);
});

test('without TLS the cookie has a plain name, since browsers refuse the other one', async () => {
  const dashboard = await openQuickDashboard({ baseUrl: 'http://self.test' });
  await dashboard.setPassword(await dashboard.user(email), password);
  const browser = dashboard.browser();
  await browser.get('POST /sign-in', { body: { email, password } });
  expect([...browser.cookies.keys()].sort()).toEqual(['quietzone', 'quietzone-device']);
  expect((await browser.get('GET /session')).user?.email).toBe(email);
});

test('neither the token of a session nor an address is in the database', async () => {
  const dashboard = await openQuickDashboard();
  await dashboard.setPassword(await dashboard.user(email), password);
  const browser = dashboard.browser();
  await browser.get('POST /sign-in', { body: { email, password } });
  const token = decodeURIComponent(browser.cookies.get('__Host-quietzone')!).split('.')[0]!;
  const rows = JSON.stringify(await dashboard.core.store.accounts.list('session', []));
  expect(rows).toContain(dashboard.core.random.sha256(token));
  expect(rows).not.toContain(token);
  expect(rows).not.toContain('127.0.0.1');
});

test('people see their sessions, and end one of them or all others at once', async () => {
  const dashboard = await openQuickDashboard();
  const user = await dashboard.user(email);
  const [here, there, elsewhere] = [
    await dashboard.browserOf(user),
    await dashboard.browserOf(user),
    await dashboard.browserOf(user),
  ];
  const stranger = await dashboard.browserOf(await dashboard.user('eve@example.com'));
  const sessions = await here.get('GET /sessions');
  expect(sessions.filter(({ current }) => current)).toHaveLength(1);
  expect(sessions).toHaveLength(3);
  const { id } = (await there.get('GET /sessions')).find(({ current }) => current)!;
  expect((await stranger.ask('DELETE /sessions/:session', { params: { session: id } })).status).toBe(404);
  await here.get('DELETE /sessions/:session', { params: { session: id } });
  expect((await there.get('GET /session')).user).toBeNull();
  expect(await here.get('DELETE /sessions')).toEqual({ ended: 1 });
  expect((await elsewhere.get('GET /session')).user).toBeNull();
  expect((await here.get('GET /session')).user?.email).toBe(email);
});

test('a new password ends every other session, and the old one is worth nothing', async () => {
  const dashboard = await openQuickDashboard();
  const user = await dashboard.user(email);
  await dashboard.setPassword(user, password);
  const [here, there] = [await dashboard.browserOf(user), await dashboard.browserOf(user)];
  const next = 'another horse entirely';
  const wrong = await here.ask('POST /password', { body: { current: 'wrong horse battery', next } });
  expect([wrong.status, wrong.body.details?.[0]?.path]).toEqual([400, 'current']);
  for (const weak of ['short', 'aaaaaaaaaaaa', email, 'x'.repeat(201)]) {
    const answer = await here.ask('POST /password', { body: { current: password, next: weak } });
    expect([weak, answer.status, answer.body.details?.[0]?.path]).toEqual([weak, 400, 'next']);
  }
  await here.get('POST /password', { body: { current: password, next } });
  expect((await there.get('GET /session')).user).toBeNull();
  expect((await here.get('GET /session')).user?.email).toBe(email);
  const stranger = dashboard.browser();
  expect((await stranger.ask('POST /sign-in', { body: { email, password } })).status).toBe(401);
  expect((await stranger.ask('POST /sign-in', { body: { email, password: next } })).status).toBe(200);
});

test('whoever is disabled is out at once, and does not get in again', async () => {
  const dashboard = await openQuickDashboard();
  const user = await dashboard.user(email);
  await dashboard.setPassword(user, password);
  const browser = await dashboard.browserOf(user);
  await setDisabled(dashboard.core, operator, user.id, true);
  expect((await browser.get('GET /session')).user).toBeNull();
  expect((await dashboard.browser().ask('POST /sign-in', { body: { email, password } })).status).toBe(401);
  await setDisabled(dashboard.core, operator, user.id, false);
  expect((await dashboard.browser().ask('POST /sign-in', { body: { email, password } })).status).toBe(200);
});

test('the profile is edited field by field, and an address only with the password', async () => {
  const dashboard = await openQuickDashboard();
  const user = await dashboard.user(email);
  await dashboard.user('bob@example.com');
  await dashboard.setPassword(user, password);
  const browser = await dashboard.browserOf(user);
  const edited = await browser.get('PATCH /profile', {
    body: { name: 'Ann Lee', language: 'ar', theme: 'dark' },
  });
  expect(edited).toMatchObject({ email, name: 'Ann Lee', language: 'ar', theme: 'dark' });
  expect(await browser.get('PATCH /profile', { body: { language: null } })).toMatchObject({
    ...{ name: 'Ann Lee', language: null, theme: 'dark' },
  });
  const moved = { email: 'ann.lee@example.com' };
  expect((await browser.ask('PATCH /profile', { body: moved })).status).toBe(400);
  expect((await browser.ask('PATCH /profile', { body: { ...moved, password: 'wrong' } })).status).toBe(400);
  const taken = { email: 'Bob@example.com', password };
  expect((await browser.ask('PATCH /profile', { body: taken })).status).toBe(409);
  expect(await browser.get('PATCH /profile', { body: { ...moved, password } })).toMatchObject(moved);
  expect((await browser.ask('PATCH /profile', { body: { isOperator: true } as object })).status).toBe(400);
});
