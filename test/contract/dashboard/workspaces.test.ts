import { expect, test } from 'vitest';
import { createCode } from '../../../src/core/codes/create.ts';
import { getAccess } from '../../../src/core/workspaces/access.ts';
import { scan } from '../../support/api.ts';
import { openDashboard } from '../../support/dashboard.ts';

test('somebody without an account joins by an invitation, and is signed in', async () => {
  const dashboard = await openDashboard({ DEFAULT_PLAN: 'business' });
  const { workspace, owner } = await dashboard.workspace('Bakery');
  const browser = await dashboard.browserOf(owner);
  const params = { workspace: workspace.slug };
  const sent = await browser.get('POST /w/:workspace/invitations', {
    params,
    body: { email: 'Bob@example.com', role: 'member' },
  });
  expect(sent).toMatchObject({
    mailed: false,
    invitation: { email: 'bob@example.com', invitedBy: owner.name },
  });
  const token = sent.url.split('/').at(-1)!;
  const bob = dashboard.browser();
  const link = {
    kind: 'invitation',
    email: 'bob@example.com',
    workspace: 'Bakery',
    role: 'member',
    hasAccount: false,
  };
  expect(await bob.get('GET /links/:token', { params: { token } })).toMatchObject(link);
  const weak = await bob.ask('POST /invitations/:token', { params: { token }, body: { password: 'x' } });
  expect(weak.status).toBe(400);
  const account = { name: 'Bob', password: 'correct horse battery' };
  const joined = await bob.get('POST /invitations/:token', { params: { token }, body: account });
  expect(joined).toEqual({ workspace: 'bakery' });
  expect((await bob.get('GET /session')).user).toMatchObject({ email: 'bob@example.com', name: 'Bob' });
  expect(await bob.get('GET /w/:workspace', { params })).toMatchObject({
    workspace: { name: 'Bakery' },
    role: 'member',
    permissions: expect.arrayContaining(['codes:write', 'keys:own']),
    usage: { codes: 0, seats: 2, plan: { name: 'business' } },
  });
  const again = await dashboard
    .browser()
    .ask('POST /invitations/:token', { params: { token }, body: account });
  expect(again.status).toBe(404);
});

test('somebody signed in joins with a click, and leaves again', async () => {
  const dashboard = await openDashboard({ DEFAULT_PLAN: 'business' });
  const { workspace, owner } = await dashboard.workspace('Bakery');
  const params = { workspace: workspace.slug };
  const browser = await dashboard.browserOf(owner);
  const body = { email: 'somebody@example.com', role: 'viewer' } as const;
  const { url } = await browser.get('POST /w/:workspace/invitations', { params, body });
  const bob = await dashboard.browserOf(await dashboard.user('bob@example.com'));
  await bob.get('POST /invitations/:token', { params: { token: url.split('/').at(-1)! }, body: {} });
  const { members, invitations } = await browser.get('GET /w/:workspace/members', { params });
  expect(members.map(({ email, role }) => [email, role])).toEqual([
    [owner.email, 'owner'],
    ['bob@example.com', 'viewer'],
  ]);
  expect(invitations).toEqual([]);
  await bob.get('POST /w/:workspace/leave', { params });
  expect((await bob.ask('GET /w/:workspace', { params })).status).toBe(404);
  expect((await browser.ask('POST /w/:workspace/leave', { params })).status).toBe(409);
});

test('a workspace is made, renamed, looked into and deleted, and its printed codes say that they are not in use', async () => {
  const dashboard = await openDashboard();
  const user = await dashboard.user('alice@example.com');
  const browser = await dashboard.browserOf(user);
  const made = await browser.get('POST /workspaces', { body: { name: 'Bäckerei' } });
  expect(made).toMatchObject({ workspace: { slug: 'backerei' }, role: 'owner' });
  expect(made.permissions).toContain('workspace:delete');
  const params = { workspace: 'backerei' };
  const renamed = await browser.get('PATCH /w/:workspace', { params, body: { name: 'Café' } });
  expect(renamed.workspace).toMatchObject({ name: 'Café', slug: 'backerei' });
  const access = await getAccess(dashboard.core, user, 'backerei');
  const code = await createCode(dashboard.core, access, { type: 'url', destination: 'https://a.example/' });
  expect((await scan(dashboard.program, code.slug)).status).toBe(302);
  const audit = await browser.get('GET /w/:workspace/audit', { params, query: { object: 'workspace' } });
  expect(audit).toMatchObject({ changes: [{ after: { name: 'Café' } }, { before: null }], next: null });
  const wrong = await browser.ask('DELETE /w/:workspace', { params, body: { confirm: 'Café' } });
  expect(wrong.body).toMatchObject({ code: 'validation_error', details: [{ path: 'confirm' }] });
  await browser.get('DELETE /w/:workspace', { params, body: { confirm: 'backerei' } });
  expect((await scan(dashboard.program, code.slug)).status).toBe(404);
  expect((await browser.ask('GET /w/:workspace', { params })).status).toBe(404);
  expect((await browser.get('GET /session')).memberships).toEqual([]);
});

test('roles are given and taken, and an invitation is withdrawn', async () => {
  const dashboard = await openDashboard({ DEFAULT_PLAN: 'business' });
  const { workspace, owner } = await dashboard.workspace('Bakery');
  const params = { workspace: workspace.slug };
  const browser = await dashboard.browserOf(owner);
  const bob = await dashboard.user('bob@example.com', workspace, 'member');
  const ofBob = { ...params, user: bob.id };
  await browser.get('PATCH /w/:workspace/members/:user', { params: ofBob, body: { role: 'admin' } });
  const admin = await dashboard.browserOf(bob);
  const body = { email: 'x@example.com', role: 'viewer' } as const;
  const { invitation, url } = await admin.get('POST /w/:workspace/invitations', { params, body });
  await admin.get('DELETE /w/:workspace/invitations/:invitation', {
    params: { ...params, invitation: invitation.id },
  });
  const token = url.split('/').at(-1)!;
  expect((await dashboard.browser().ask('GET /links/:token', { params: { token } })).status).toBe(404);
  const tooMuch = { params: { ...params, user: owner.id }, body: { role: 'viewer' as const } };
  expect((await admin.ask('PATCH /w/:workspace/members/:user', tooMuch)).status).toBe(403);
  await browser.get('DELETE /w/:workspace/members/:user', { params: ofBob });
  expect((await admin.ask('GET /w/:workspace/members', { params })).status).toBe(404);
  const unread = await browser.ask('GET /w/:workspace/audit', { params, query: { cursor: 'x' } });
  expect(unread.status).toBe(400);
});
