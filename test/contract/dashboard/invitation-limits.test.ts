import { expect, test } from 'vitest';
import type { Mailer } from '../../../src/core/accounts/mailer.ts';
import { openQuickDashboard, type QuickDashboard } from '../../support/dashboard.ts';

const password = 'correct horse battery';

async function openWithMail(hasMail = true) {
  const sent: string[] = [];
  const mailer: Mailer = {
    send: async ({ to }) => {
      sent.push(to);
    },
  };
  const dashboard = await openQuickDashboard({ defaultPlan: 'business' }, hasMail ? { mailer } : {});
  return { dashboard, sent };
}

/** Of a new workspace with a new owner. */
async function openInviter(dashboard: QuickDashboard, name: string) {
  const { workspace, owner } = await dashboard.workspace(name);
  const browser = await dashboard.browserOf(owner);
  const params = { workspace: workspace.slug };
  const ask = (email: string) =>
    browser.ask('POST /w/:workspace/invitations', { params, body: { email, role: 'viewer' } });
  return { ask, linkOf: async (email: string) => (await ask(email)).body.url.split('/').at(-1) ?? '' };
}

test('nobody gets more than a few invitations by mail, whoever sends them, by whatever writing of the address', async () => {
  const { dashboard, sent } = await openWithMail();
  const first = await openInviter(dashboard, 'First');
  const second = await openInviter(dashboard, 'Second');
  expect((await first.ask('ann@example.com')).status).toBe(200);
  expect((await second.ask('Ann@example.com')).status).toBe(200);
  expect((await first.ask('ann+1@example.com')).status).toBe(200);
  const refused = await second.ask('ann+2@example.com');
  expect(refused.body).toMatchObject({ code: 'rate_limited' });
  expect(refused.headers.get('retry-after')).toBe(String(refused.body.retryAfter));
  expect(sent).toHaveLength(3);
  expect((await second.ask('bob@example.com')).status).toBe(200);
});

test('one person sends so many invitations in a row, and others still can', async () => {
  const { dashboard, sent } = await openWithMail();
  const [eve, ann] = [await openInviter(dashboard, 'First'), await openInviter(dashboard, 'Second')];
  const statuses: number[] = [];
  for (let at = 0; at < 32; at += 1) statuses.push((await eve.ask(`person${at}@example.com`)).status);
  expect(statuses).toEqual([...Array.from({ length: 30 }, () => 200), 429, 429]);
  expect(sent).toHaveLength(30);
  expect((await ann.ask('guest@example.com')).status).toBe(200);
});

test('what sends no mail is not counted: a wrong address, a member, or any where there is no mail', async () => {
  const { dashboard } = await openWithMail();
  const inviter = await openInviter(dashboard, 'First');
  for (let at = 0; at < 31; at += 1) expect((await inviter.ask('no address')).status).toBe(400);
  expect((await inviter.ask('guest@example.com')).status).toBe(200);
  const quiet = await openInviter((await openWithMail(false)).dashboard, 'Quiet');
  for (let at = 0; at < 5; at += 1) expect((await quiet.ask('guest@example.com')).status).toBe(200);
});

test('an invitation of somebody who has an account costs no hash, and is tried a few times', async () => {
  let hashed = 0;
  const base = await openQuickDashboard();
  const { hash, verify } = base.core.passwords;
  const counting = {
    hasRoom: () => true,
    hash: (text: string) => {
      hashed += 1;
      return hash(text);
    },
    verify,
  };
  const dashboard = await openQuickDashboard({ defaultPlan: 'business' }, { passwords: counting });
  await dashboard.user('known@example.com');
  const token = await (await openInviter(dashboard, 'First')).linkOf('known@example.com');
  const accept = (given: string) =>
    dashboard.browser().ask('POST /invitations/:token', { params: { token: given }, body: { password } });
  const statuses: number[] = [];
  for (let at = 0; at < 11; at += 1) statuses.push((await accept(token)).status, (await accept('x')).status);
  expect(statuses.slice(0, 20)).toEqual(Array.from({ length: 10 }, () => [409, 404]).flat());
  expect(statuses.slice(20)).toEqual([429, 429]);
  expect(hashed).toBe(0);
});
