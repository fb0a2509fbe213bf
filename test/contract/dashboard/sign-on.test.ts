import { expect, test } from 'vitest';
import { setPlan } from '../../../src/core/workspaces/create.ts';
import { type Browser, type Dashboard, openDashboard } from '../../support/dashboard.ts';
import { client, openProvider, type Person, type Provider } from '../../support/oidc-provider.ts';
import { operator } from '../../support/program.ts';

const ann: Person = { sub: 'a-1', email: 'ann@example.com', email_verified: true, name: 'Ann' };

async function open(env: Record<string, string> = {}) {
  const provider = await openProvider();
  const dashboard = await openDashboard({
    ...{ OIDC_ISSUER: provider.issuer, OIDC_CLIENT_ID: client.id, OIDC_CLIENT_SECRET: client.secret },
    ...{ OIDC_NAME: 'Example Corp', ...env },
  });
  await dashboard.promote(await dashboard.user('operator@example.com'));
  return { provider, dashboard };
}

/** Through the provider and back: the browser, and where it ends. */
async function signOn(
  dashboard: Dashboard,
  provider: Provider,
  person: Person,
  browser = dashboard.browser(),
) {
  const { location } = await browser.get('POST /sign-in/oidc', {
    body: { returnTo: '/app/w/default/codes' },
  });
  const back = new URL(provider.authorize(location, person));
  expect(back.origin + back.pathname).toBe('https://self.test/app/api/auth/callback/oidc');
  const response = await browser.fetch(`${back.pathname}${back.search}`);
  return { browser, response, end: response.headers.get('location') ?? '' };
}

async function emailOf(browser: Browser): Promise<string | undefined> {
  return (await browser.get('GET /session')).user?.email;
}

test('somebody with a verified address signs in to the account of that address', async () => {
  const { provider, dashboard } = await open();
  const user = await dashboard.user(ann.email);
  expect((await dashboard.browser().get('GET /session')).instance.oidc).toBe('Example Corp');
  const { browser, end } = await signOn(dashboard, provider, ann);
  expect(end).toBe('https://self.test/app/w/default/codes');
  expect((await browser.get('GET /session')).user).toMatchObject({ id: user.id, hasPassword: false });
  // Known by now, whatever becomes of the address there.
  const { browser: again } = await signOn(dashboard, provider, { ...ann, email: 'ann.new@example.com' });
  expect(await emailOf(again)).toBe(ann.email);
  const stored = JSON.stringify(await dashboard.core.store.accounts.list('account', []));
  expect(stored).not.toMatch(/eyJ|token/i);
});

test('a browser that came by the single sign-on is known to the account, whatever strangers guess', async () => {
  const { provider, dashboard } = await open();
  await dashboard.setPassword(await dashboard.user(ann.email), 'correct horse battery');
  const { browser } = await signOn(dashboard, provider, ann);
  await browser.get('POST /sign-out');
  const guess = { email: ann.email, password: 'wrong horse battery' };
  for (let at = 0; at < 10; at += 1) await dashboard.browser().ask('POST /sign-in', { body: guess });
  const body = { email: ann.email, password: 'correct horse battery' };
  expect((await dashboard.browser().ask('POST /sign-in', { body })).status).toBe(429);
  expect(await browser.get('POST /sign-in', { body })).toEqual({ next: 'done' });
}, 30_000);

test('an account that an invitation made is not joined to whoever has the address at the provider', async () => {
  const { provider, dashboard } = await open();
  const { workspace, owner } = await dashboard.workspace();
  const params = { workspace: workspace.slug };
  await setPlan(dashboard.core, operator, workspace, 'business');
  const body = { email: ann.email, role: 'member' } as const;
  const { url } = await (await dashboard.browserOf(owner)).get('POST /w/:workspace/invitations', {
    params,
    body,
  });
  // Whoever invites holds the link, and need not be whom they invited.
  const token = url.slice(url.lastIndexOf('/') + 1);
  const account = { name: 'Not Ann', password: 'correct horse battery' };
  await dashboard.browser().get('POST /invitations/:token', { params: { token }, body: account });
  const { browser, end } = await signOn(dashboard, provider, ann);
  expect([await emailOf(browser), end]).toEqual([undefined, expect.stringContaining('/app/sign-in')]);
});

test('an address that the provider has not verified opens nobody’s account', async () => {
  const { provider, dashboard } = await open();
  await dashboard.user(ann.email);
  const { browser, end } = await signOn(dashboard, provider, { ...ann, email_verified: false });
  expect(end).toMatch(/^https:\/\/self\.test\/app\/sign-in\?error=/);
  expect(await emailOf(browser)).toBeUndefined();
});

test('where sign-up is closed nobody new gets in, and where it is open they get a workspace of their own', async () => {
  const closed = await open();
  const refused = await signOn(closed.dashboard, closed.provider, ann);
  expect(refused.end).toMatch(/^https:\/\/self\.test\/app\/sign-in\?error=/);
  expect(await closed.dashboard.core.store.workspaces.findUser(ann.email)).toBeUndefined();

  const opened = await open({ SIGN_UP: 'open' });
  const { browser } = await signOn(opened.dashboard, opened.provider, ann);
  const session = await browser.get('GET /session');
  expect(session.user).toMatchObject({ email: ann.email, name: 'Ann' });
  expect(session.memberships.map(({ workspace, role }) => [workspace.name, role])).toEqual([
    ['Ann', 'owner'],
  ]);
});

test('whoever signed up with an address that is not theirs does not get the account of its owner', async () => {
  const { provider, dashboard } = await open({ SIGN_UP: 'open' });
  const eve = dashboard.browser();
  await eve.get('POST /sign-up', { body: { email: ann.email, password: 'correct horse battery' } });
  const { browser, end } = await signOn(dashboard, provider, ann);
  expect(end).toContain('/app/sign-in?error=');
  expect(await emailOf(browser)).toBeUndefined();
});

test('the provider is asked to have whoever is signed in, and confirms something, sign in anew', async () => {
  const { provider, dashboard } = await open();
  await dashboard.user(ann.email);
  const { browser } = await signOn(dashboard, provider, ann);
  const promptOf = async (one: Browser) => {
    const { location } = await one.get('POST /sign-in/oidc', { body: {} });
    return new URL(location).searchParams.get('prompt');
  };
  expect([await promptOf(browser), await promptOf(dashboard.browser())]).toEqual(['login', null]);
});

test('an answer of the provider is good once, in the browser that asked', async () => {
  const { provider, dashboard } = await open();
  await dashboard.user(ann.email);
  const browser = dashboard.browser();
  const { location } = await browser.get('POST /sign-in/oidc', { body: {} });
  const back = new URL(provider.authorize(location, ann));
  const other = dashboard.browser();
  await other.fetch(`${back.pathname}${back.search}`);
  expect(await emailOf(other)).toBeUndefined();
});

test('nobody is sent to another site afterwards', async () => {
  const { provider, dashboard } = await open();
  await dashboard.user(ann.email);
  for (const returnTo of [
    'https://evil.test/',
    '//evil.test',
    '/app/../../evil',
    '/app\\evil',
    'javascript:1',
  ]) {
    const browser = dashboard.browser();
    const { location } = await browser.get('POST /sign-in/oidc', { body: { returnTo } });
    const back = new URL(provider.authorize(location, ann));
    const response = await browser.fetch(`${back.pathname}${back.search}`);
    expect(response.headers.get('location'), returnTo).toBe('https://self.test/app');
  }
});

test('a provider that is away holds up nobody who signs in without it', async () => {
  const dashboard = await openDashboard({
    ...{ OIDC_ISSUER: 'http://127.0.0.1:9', OIDC_CLIENT_ID: client.id, OIDC_CLIENT_SECRET: client.secret },
  });
  await dashboard.setPassword(await dashboard.user(ann.email), 'correct horse battery');
  const browser = dashboard.browser();
  const body = { email: ann.email, password: 'correct horse battery' };
  expect(await browser.get('POST /sign-in', { body })).toEqual({ next: 'done' });
  const answer = await dashboard.browser().ask('POST /sign-in/oidc', { body: {} });
  expect([answer.status, answer.body.code]).toEqual([503, 'unavailable']);
});
