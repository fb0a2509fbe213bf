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

test('a session ends half a year after it began, however often it is used', async () => {
  const dashboard = await openQuickDashboard();
  const browser = await dashboard.browserOf(await dashboard.user(email));
  const { store, clock } = dashboard.core;
  /** Used a moment after that many days. */
  const lastsAfter = async (days: number) => {
    const createdAt = clock.now() - days * 86_400_000;
    const values = { createdAt, updatedAt: clock.now() - 3_600_000 };
    await store.transact((tx) => tx.accounts.update('session', [], values));
    await browser.get('GET /session');
    const [row] = await store.accounts.list('session', []);
    return (Number(row!.expiresAt) - createdAt) / 86_400_000;
  };
  expect(await lastsAfter(100)).toBe(130);
  expect(await lastsAfter(179)).toBe(180);
  await lastsAfter(180);
  expect((await browser.get('GET /session')).user).toBeNull();
});

test('nobody has more than 50 sessions: the one that was not used for longest ends', async () => {
  const dashboard = await openQuickDashboard();
  const user = await dashboard.user(email);
  await dashboard.setPassword(user, password);
  const { store, clock, random } = dashboard.core;
  await store.transact(async (tx) => {
    for (let at = 0; at < 60; at += 1) {
      const times = {
        createdAt: clock.now(),
        updatedAt: clock.now() - at,
        expiresAt: clock.now() + 86_400_000,
      };
      const row = { id: `s-${at}`, token: random.uuid(), userId: user.id, userAgent: '', ...times };
      await tx.accounts.insert('session', row);
    }
  });
  const browser = dashboard.browser();
  await browser.get('POST /sign-in', { body: { email, password } });
  const sessions = await browser.get('GET /sessions');
  expect(sessions).toHaveLength(50);
  const kept = new Set(sessions.map(({ id }) => id));
  expect([kept.has('s-0'), kept.has('s-48'), kept.has('s-49')]).toEqual([true, true, false]);
  expect(sessions.some(({ current }) => current)).toBe(true);
});
