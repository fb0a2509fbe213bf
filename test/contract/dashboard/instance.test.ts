import { describe, expect, test } from 'vitest';
import { createCode } from '../../../src/core/codes/create.ts';
import { getAccess } from '../../../src/core/workspaces/access.ts';
import type { User, Workspace } from '../../../src/core/workspaces/workspace.ts';
import { qraClient, qrTrackClient } from '../../support/api.ts';
import { type Dashboard, openDashboard } from '../../support/dashboard.ts';

async function openAsOperator() {
  const dashboard = await openDashboard();
  const { workspace, owner } = await dashboard.workspace('Bakery', 'owner@example.com');
  const chief = await dashboard.promote(await dashboard.user('chief@example.com'));
  const operator = await dashboard.browserOf(chief);
  return { dashboard, core: dashboard.core, workspace, owner, chief, operator };
}

async function makeCode({ core }: Dashboard, owner: User, workspace: Workspace, destination: string) {
  return createCode(core, await getAccess(core, owner, workspace.slug), { type: 'url', destination });
}

describe('blocked hosts', () => {
  test('are put on the list, counted, and taken off it again', async () => {
    const { dashboard, operator, owner, workspace } = await openAsOperator();
    await makeCode(dashboard, owner, workspace, 'https://www.evil.example/a');
    const body = { host: 'EVIL.example', reason: 'phishing' };
    const made = await operator.get('POST /instance/blocked-hosts', { body });
    expect(made).toEqual({
      host: 'evil.example',
      reason: 'phishing',
      createdAt: expect.any(Number),
      codes: 1,
    });
    expect(await operator.get('GET /instance/blocked-hosts')).toEqual([made]);
    const params = { host: 'evil.example' };
    expect(await operator.get('DELETE /instance/blocked-hosts/:host', { params })).toEqual({});
    expect(await operator.get('GET /instance/blocked-hosts')).toEqual([]);
    expect((await operator.ask('DELETE /instance/blocked-hosts/:host', { params })).status).toBe(404);
  });

  test('are refused where they say too little or too much', async () => {
    const { operator } = await openAsOperator();
    const post = (body: { host: string; reason: string }) =>
      operator.ask('POST /instance/blocked-hosts', { body });
    const path = await post({ host: 'evil.example/a', reason: 'x' });
    expect([path.status, path.body.code, path.body.details?.[0]?.path]).toEqual([
      400,
      'validation_error',
      'host',
    ]);
    const bare = await post({ host: 'evil.example', reason: '  ' });
    // With a reason, so that the page can say it in the reader's language.
    const why = { reason: 'length', given: { min: '1', max: '500' } };
    expect(bare.body.details?.[0]).toEqual({ path: 'reason', message: 'use 1 to 500 characters', ...why });
    await post({ host: 'evil.example', reason: 'x' });
    expect((await post({ host: 'evil.example', reason: 'x' })).body.code).toBe('already_exists');
  });

  test('keep codes of every surface from leading there, in the words of each', async () => {
    const { dashboard, operator, owner, workspace } = await openAsOperator();
    await operator.get('POST /instance/blocked-hosts', { body: { host: 'evil.example', reason: 'x' } });
    const destination = 'https://evil.example/';
    const { program } = dashboard;
    const api = await qraClient(program, await program.key('qra', workspace))('POST', '/qr', {
      name: 'Bad',
      destination,
    });
    expect([api.status, api.body.code ?? api.body.error?.code]).toEqual([400, 'validation_error']);
    expect(JSON.stringify(api.body)).toContain('evil.example');
    const key = await program.key('qra', workspace);
    const made = await qraClient(program, key)('POST', '/qr', {
      name: 'Good',
      destination: 'https://good.example/',
    });
    const edited = await qraClient(program, key)('PATCH', `/qr/${made.body.id}`, { destination });
    expect(edited.status).toBe(400);
    const track = qrTrackClient(program, await program.key('qr-track'));
    const sent = await track('POST', '', { type: 'url', target: destination, title: 'Bad' });
    expect([sent.status, JSON.stringify(sent.body).includes('leads to evil.example')]).toEqual([400, true]);
    const ann = await dashboard.browserOf(owner);
    const body = { type: 'url', destination } as const;
    const page = await ann.ask('POST /w/:workspace/codes', { params: { workspace: workspace.slug }, body });
    expect([page.status, page.body.details?.[0]?.path]).toEqual([400, 'destination']);
  });
});

describe('suspended codes', () => {
  test('are suspended by slug, listed, shown to their owner with the reason, and resumed by id', async () => {
    const { dashboard, operator, owner, workspace } = await openAsOperator();
    const ann = await dashboard.browserOf(owner);
    const code = await makeCode(dashboard, owner, workspace, 'https://example.com/a');
    const body = { slug: code.slug, reason: 'asks for passwords' };
    const made = await operator.get('POST /instance/suspended', { body });
    expect(made).toEqual({
      ...{ id: code.id, slug: code.slug, name: code.name, destination: 'https://example.com/a' },
      ...{ workspace: workspace.slug, at: expect.any(Number), reason: 'asks for passwords' },
    });
    expect(await operator.get('GET /instance/suspended')).toEqual([made]);
    const params = { workspace: workspace.slug, code: code.id };
    const seen = await ann.get('GET /w/:workspace/codes/:code', { params });
    expect(seen.suspended).toEqual({ at: made.at, reason: 'asks for passwords' });
    await operator.get('DELETE /instance/suspended/:code', { params: { code: code.id } });
    expect(await operator.get('GET /instance/suspended')).toEqual([]);
    expect((await ann.get('GET /w/:workspace/codes/:code', { params })).suspended).toBeNull();
  });

  test('show their page until the operator resumes them, however the owner moves them about', async () => {
    const { dashboard, operator, owner, workspace } = await openAsOperator();
    const ann = await dashboard.browserOf(owner);
    const code = await makeCode(dashboard, owner, workspace, 'https://example.com/a');
    await operator.get('POST /instance/suspended', { body: { slug: code.slug, reason: 'x' } });
    const scan = async () => {
      const response = await fetch(`${dashboard.program.url}/p/${code.slug}`, { redirect: 'manual' });
      return [response.status, (await response.text()).includes('not in use')];
    };
    expect(await scan()).toEqual([200, true]);
    const bulk = (action: 'trash' | 'restore' | 'pause' | 'activate') =>
      ann.get('POST /w/:workspace/codes/bulk', {
        ...{ params: { workspace: workspace.slug }, body: { ids: [code.id], action: { do: action } } },
      });
    for (const action of ['trash', 'restore', 'pause', 'activate'] as const) {
      expect(await bulk(action)).toMatchObject({ changed: 1 });
      expect(await scan()).toEqual([200, true]);
    }
    const params = { workspace: workspace.slug, code: code.id };
    const { changes } = await ann.get('GET /w/:workspace/codes/:code/history', { params });
    for (const { seq } of changes) {
      await ann.ask('POST /w/:workspace/undo', {
        params: { workspace: workspace.slug },
        body: { seqs: [seq] },
      });
      expect(await scan()).toEqual([200, true]);
    }
    await operator.get('DELETE /instance/suspended/:code', { params: { code: code.id } });
    expect((await scan())[1]).toBe(false);
  });
});

describe('users', () => {
  test('are listed with their workspaces and when they were seen last', async () => {
    const { operator, owner, chief, workspace } = await openAsOperator();
    const users = await operator.get('GET /instance/users');
    expect(users.find(({ id }) => id === owner.id)).toEqual({
      ...{ id: owner.id, email: 'owner@example.com', name: owner.name, createdAt: owner.createdAt },
      ...{ isOperator: false, disabledAt: null, lastSeenAt: null },
      workspaces: [{ slug: workspace.slug, name: 'Bakery', role: 'owner' }],
    });
    const seen = users.find(({ id }) => id === chief.id);
    expect(seen).toMatchObject({ isOperator: true, lastSeenAt: expect.any(Number), workspaces: [] });
  });

  test('that are new, or have lost their password, set one by a link', async () => {
    const { dashboard, operator } = await openAsOperator();
    const made = await operator.get('POST /instance/users', {
      body: { email: 'New@Example.com', name: 'New' },
    });
    expect(made).toEqual({ url: expect.any(String), expiresAt: expect.any(Number), mailed: false });
    const [user] = (await operator.get('GET /instance/users')).filter(
      ({ email }) => email === 'new@example.com',
    );
    const again = await operator.get('POST /instance/users/:user/reset', { params: { user: user!.id } });
    const visitor = dashboard.browser();
    const links = [made, again].map(({ url }) => ({ params: { token: url.split('/').at(-1)! } }));
    expect((await visitor.ask('GET /links/:token', links[0]!)).status).toBe(404);
    expect(await visitor.get('GET /links/:token', links[1]!)).toMatchObject({
      kind: 'reset',
      email: 'new@example.com',
    });
    const body = { password: 'correct horse battery' };
    await visitor.get('POST /reset/:token', { ...links[1]!, body });
    await visitor.get('POST /sign-in', { body: { email: 'new@example.com', ...body } });
    expect((await visitor.get('GET /session')).user?.name).toBe('New');
    expect(
      (await operator.ask('POST /instance/users', { body: { email: 'new@example.com' } })).body.code,
    ).toBe('already_exists');
  });

  test('that are disabled are out at once, with their keys, and come back when they are not', async () => {
    const { dashboard, operator, owner, workspace } = await openAsOperator();
    const ann = await dashboard.browserOf(owner);
    const { raw } = await ann.get('POST /w/:workspace/keys', {
      params: { workspace: workspace.slug },
      body: { dialect: 'qr-track', name: 'Mine', readOnly: false, expiresAt: null },
    });
    const askByKey = async () => (await qrTrackClient(dashboard.program, raw)('GET', '')).status;
    expect(await askByKey()).toBe(200);
    const set = (disabled: boolean) =>
      operator.get('PATCH /instance/users/:user', { params: { user: owner.id }, body: { disabled } });
    await set(true);
    expect((await ann.get('GET /session')).user).toBeNull();
    expect(await askByKey()).toBe(401);
    await set(false);
    expect((await ann.get('GET /session')).user).toBeNull();
    expect(await askByKey()).toBe(200);
    expect((await (await dashboard.browserOf(owner)).get('GET /session')).user?.id).toBe(owner.id);
  });

  test('become operators and stop being some, but the last one stays', async () => {
    const { dashboard, operator, owner, chief } = await openAsOperator();
    const set = (user: string, body: { isOperator?: boolean; disabled?: boolean }) =>
      operator.ask('PATCH /instance/users/:user', { params: { user }, body });
    expect((await set(chief.id, { isOperator: false })).body.code).toBe('in_use');
    expect((await set(chief.id, { disabled: true })).body.code).toBe('in_use');
    expect((await set(owner.id, { isOperator: true })).status).toBe(200);
    const ann = await dashboard.browserOf(owner);
    expect((await ann.ask('GET /instance/users')).status).toBe(200);
    expect((await set(chief.id, { isOperator: false })).status).toBe(200);
    expect((await operator.ask('GET /instance/users')).status).toBe(403);
    expect(
      (
        await ann.ask('PATCH /instance/users/:user', {
          params: { user: 'chief@example.com' },
          body: { isOperator: true },
        })
      ).status,
    ).toBe(404);
  });
});

describe('workspaces', () => {
  test('are listed with their numbers, and given another plan and a lock', async () => {
    const { dashboard, operator, owner, workspace } = await openAsOperator();
    const ann = await dashboard.browserOf(owner);
    await makeCode(dashboard, owner, workspace, 'https://example.com/a');
    const find = async () =>
      (await operator.get('GET /instance/workspaces')).find((one) => one.workspace.id === workspace.id);
    expect(await find()).toEqual({ workspace, codes: 1, members: 1, scansThisMonth: 0 });
    const edit = (body: { plan?: 'pro'; locked?: boolean }) =>
      operator.get('PATCH /instance/workspaces/:id', { params: { id: workspace.id }, body });
    await edit({ plan: 'pro', locked: true });
    expect((await find())?.workspace).toEqual({ ...workspace, plan: 'pro', lockedAt: expect.any(Number) });
    const body = { type: 'url', destination: 'https://example.com/b' } as const;
    const made = await ann.ask('POST /w/:workspace/codes', { params: { workspace: workspace.slug }, body });
    expect(made.body.code).toBe('workspace_locked');
    await edit({ locked: false });
    expect((await find())?.workspace).toEqual({ ...workspace, plan: 'pro' });
    const nothing = { params: { id: owner.id }, body: { locked: true } };
    expect((await operator.ask('PATCH /instance/workspaces/:id', nothing)).status).toBe(404);
  });

  test('take over keys made elsewhere, which work at once', async () => {
    const { dashboard, operator, workspace } = await openAsOperator();
    const raw = 'qrt_0123456789abcdefghij';
    const base = { dialect: 'qr-track', workspace: workspace.slug, name: 'Old till', raw } as const;
    const post = (body: typeof base & { email?: string }) => operator.ask('POST /instance/keys', { body });
    const without = await post(base);
    expect([without.status, without.body.details?.[0]?.path]).toEqual([400, 'email']);
    expect((await post({ ...base, email: 'chief@example.com' })).body.details?.[0]?.path).toBe('email');
    const taken = await post({ ...base, email: 'owner@example.com' });
    expect(taken.body).toMatchObject({ name: 'Old till', userEmail: 'owner@example.com', revokedAt: null });
    expect(JSON.stringify(taken.body)).not.toContain(raw);
    expect((await qrTrackClient(dashboard.program, raw)('GET', '')).status).toBe(200);
    expect((await post({ ...base, email: 'owner@example.com' })).body.code).toBe('already_exists');
  });
});

test('everything that an operator does is in the log of changes, with who did it', async () => {
  const { core, operator, owner, chief, workspace } = await openAsOperator();
  const before = await core.store.changes.lastSeq();
  await operator.get('POST /instance/blocked-hosts', { body: { host: 'evil.example', reason: 'x' } });
  await operator.get('PATCH /instance/users/:user', {
    params: { user: owner.id },
    body: { isOperator: true },
  });
  await operator.get('POST /instance/users/:user/reset', { params: { user: owner.id } });
  await operator.get('PATCH /instance/workspaces/:id', {
    params: { id: workspace.id },
    body: { plan: 'pro' },
  });
  const changes = await core.store.changes.listAfter(before, 100);
  expect(changes.map(({ object }) => object)).toEqual(['blocked_host', 'user', 'user', 'workspace']);
  const actor = { kind: 'operator', id: chief.id, name: chief.name };
  expect(changes.map((change) => change.actor)).toEqual([actor, actor, actor, actor]);
});

test('whoever is no operator sees nothing of the instance, and no notice', async () => {
  const { dashboard, operator, owner, chief } = await openAsOperator();
  const ann = await dashboard.browserOf(owner);
  const health = await operator.get('GET /instance/health');
  expect(health).toMatchObject({ status: 'ok', checks: { database: { status: 'ok' } } });
  for (const name of [
    'GET /instance/health',
    'GET /instance/users',
    'GET /instance/blocked-hosts',
  ] as const) {
    const answer = await ann.ask(name);
    expect([name, answer.status, answer.body.code]).toEqual([name, 403, 'forbidden']);
    expect((await dashboard.browser().ask(name)).status).toBe(401);
  }
  const open = await openDashboard({ BASE_URL: 'http://qr.example' });
  const [person, admin] = [
    await open.user('a@example.com'),
    await open.promote(await open.user(chief.email)),
  ];
  expect(await (await open.browserOf(person)).get('GET /notices')).toEqual([]);
  const notices = await (await open.browserOf(admin)).get('GET /notices');
  expect(notices.map(({ kind }) => kind)).toContain('plain_http');
});
