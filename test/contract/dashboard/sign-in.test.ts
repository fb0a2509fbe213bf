import { expect, test } from 'vitest';
import { findSetupUser } from '../../../src/core/accounts/accounts.ts';
import { makeSetupLink } from '../../../src/core/accounts/links.ts';
import { setDisabled } from '../../../src/core/accounts/operators.ts';
import { openDashboard, openQuickDashboard, type QuickDashboard } from '../../support/dashboard.ts';
import { operator } from '../../support/program.ts';

const email = 'ann@example.com';
const password = 'correct horse battery';

async function setUp(dashboard: QuickDashboard) {
  const { core } = dashboard;
  const user = await findSetupUser(core);
  const { url } = await makeSetupLink(core, user!, core.settings.baseUrl);
  const token = url.split('/').at(-1)!;
  const browser = dashboard.browser();
  await browser.get('POST /setup', { body: { token, email, password, name: 'Ann' } });
  return { browser, token };
}

test('the set-up link makes the first account, an operator who owns the first workspace, once', async () => {
  const dashboard = await openDashboard();
  expect((await dashboard.browser().get('GET /session')).instance.needsSetup).toBe(true);
  const { browser, token } = await setUp(dashboard);
  const session = await browser.get('GET /session');
  expect(session.user).toMatchObject({ email, name: 'Ann', isOperator: true, hasPassword: true });
  expect(session.memberships.map(({ workspace, role }) => [workspace.slug, role])).toEqual([
    ['default', 'owner'],
  ]);
  expect(session.instance.needsSetup).toBe(false);
  const again = await dashboard
    .browser()
    .ask('POST /setup', { body: { token, email: 'eve@example.com', password } });
  expect(again.status).toBe(404);
});

test('the right password signs in, a wrong one and an unknown address get the same answer', async () => {
  const dashboard = await openDashboard();
  await setUp(dashboard);
  const browser = dashboard.browser();
  const wrong = await browser.ask('POST /sign-in', { body: { email, password: 'wrong horse battery' } });
  const unknown = await browser.ask('POST /sign-in', { body: { email: 'eve@example.com', password } });
  expect([wrong.status, unknown.status]).toEqual([401, 401]);
  expect(unknown.body).toEqual(wrong.body);
  expect(await browser.get('POST /sign-in', { body: { email: 'Ann@Example.com', password } })).toEqual({
    next: 'done',
  });
  expect((await browser.get('GET /session')).user?.email).toBe(email);
  await browser.get('POST /sign-out');
  expect((await browser.get('GET /session')).user).toBeNull();
});

test('sign-up is closed unless it was opened, and opens when somebody looks after the instance', async () => {
  const body = { email: 'bob@example.com', password };
  const closed = await openQuickDashboard();
  await setUp(closed);
  expect((await closed.browser().ask('POST /sign-up', { body })).status).toBe(403);

  const open = await openQuickDashboard({ signUp: 'open' });
  expect((await open.browser().ask('POST /sign-up', { body })).status).toBe(403);
  await setUp(open);
  const browser = open.browser();
  await browser.get('POST /sign-up', { body: { ...body, name: 'Bob' } });
  const session = await browser.get('GET /session');
  expect(session.user).toMatchObject({ email: 'bob@example.com', name: 'Bob', isOperator: false });
  expect(session.memberships.map(({ workspace, role }) => [workspace.name, role])).toEqual([
    ['Bob', 'owner'],
  ]);
  expect((await open.browser().ask('POST /sign-up', { body })).status).toBe(409);
});

test('set-up passes over who is kept out, and lets them in where there is nobody else', async () => {
  const { core, user, ...dashboard } = await openQuickDashboard();
  const placeholder = (await findSetupUser(core))!;
  expect(placeholder.email).toBe('owner@localhost');
  const bob = await user('bob@example.com');
  const disable = (id: string) => setDisabled(core, operator, id, true);
  await disable(placeholder.id);
  expect((await findSetupUser(core))?.id).toBe(bob.id);
  await disable(bob.id);
  const { browser } = await setUp({ core, user, ...dashboard });
  expect((await browser.get('GET /session')).user).toMatchObject({ email, isOperator: true });
});

test('a set-up link that is wrong, used or replaced makes nobody an operator', async () => {
  const dashboard = await openQuickDashboard();
  const { core } = dashboard;
  const user = await findSetupUser(core);
  const links = [await makeSetupLink(core, user!, ''), await makeSetupLink(core, user!, '')];
  const [replaced, good] = links.map(({ url }) => url.split('/').at(-1)!);
  const statusOf = async (token: string) =>
    (await dashboard.browser().ask('POST /setup', { body: { token, email, password } })).status;
  for (const token of ['', 'x', 'A'.repeat(32), replaced!]) expect(await statusOf(token)).toBe(404);
  expect(await dashboard.browser().get('GET /links/:token', { params: { token: good! } })).toMatchObject({
    ...{ kind: 'setup', email: null, workspace: null, hasAccount: false },
  });
  expect([await statusOf(good!), await statusOf(good!)]).toEqual([200, 404]);
});
