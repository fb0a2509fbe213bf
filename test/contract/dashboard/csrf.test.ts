import { expect, test } from 'vitest';
import { openDashboard, openQuickDashboard } from '../../support/dashboard.ts';

test('a change needs the token of the very session', async () => {
  const dashboard = await openQuickDashboard();
  const [ann, eve] = [await dashboard.user('ann@example.com'), await dashboard.user('eve@example.com')];
  const [browser, other] = [await dashboard.browserOf(ann), await dashboard.browserOf(eve)];
  const { token } = await other.get('GET /session');
  const body = { name: 'Mallory' };
  for (const wrong of ['', token, 'x'.repeat(43), 'ä']) {
    const headers = { 'X-Quietzone-Token': encodeURIComponent(wrong) };
    const answer = await browser.ask('PATCH /profile', { body, headers });
    expect([answer.status, answer.body.code]).toEqual([403, 'csrf']);
  }
  expect((await browser.ask('PATCH /profile', { body })).status).toBe(200);
});

test('a change that comes from another site is refused, with the token as well', async () => {
  const dashboard = await openQuickDashboard();
  const browser = await dashboard.browserOf(await dashboard.user('ann@example.com'));
  const body = { name: 'Ann' };
  const sent = async (headers: Record<string, string>) =>
    (await browser.ask('PATCH /profile', { body, headers })).status;
  for (const site of ['cross-site', 'same-site', 'none', 'nonsense']) {
    expect(await sent({ 'Sec-Fetch-Site': site }), site).toBe(403);
  }
  const older = { 'Sec-Fetch-Site': '' };
  expect(await sent({ ...older, Origin: 'https://evil.test' })).toBe(403);
  expect(await sent({ ...older, Origin: 'null' })).toBe(403);
  expect(await sent({ ...older, Origin: '' })).toBe(403);
  expect(await sent({ ...older, Origin: 'https://self.test' })).toBe(200);
  expect(await sent({ ...older, Origin: 'http://127.0.0.1:3000', Host: '127.0.0.1:3000' })).toBe(200);
});

test('whoever has no cookie has nothing that another site could abuse', async () => {
  const dashboard = await openQuickDashboard();
  const body = { email: 'ann@example.com', password: 'correct horse battery' };
  const headers = { 'Sec-Fetch-Site': '', Origin: '' };
  expect((await dashboard.browser().ask('POST /sign-in', { body, headers })).status).toBe(401);
  const crossSite = await dashboard
    .browser()
    .ask('POST /sign-in', { body, headers: { 'Sec-Fetch-Site': 'cross-site' } });
  expect(crossSite.status).toBe(403);
});

test('the library that signs in answers nobody: its own addresses are not there', async () => {
  const { program } = await openDashboard();
  for (const path of [
    'sign-in/email',
    'sign-up/email',
    'get-session',
    'ok',
    'list-sessions',
    'callback/oidc',
  ]) {
    const response = await fetch(`${program.url}/app/api/auth/${path}`);
    expect([path, response.status]).toEqual([path, 404]);
  }
});
