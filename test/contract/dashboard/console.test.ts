import { describe, expect, test } from 'vitest';
import type { WireConsoleCall, WireNewKey } from '../../../src/http/dashboard/wire-codes.ts';
import { qraClient } from '../../support/api.ts';
import { type Browser, type Dashboard, openDashboard } from '../../support/dashboard.ts';
import { eventually } from '../../support/eventually.ts';

/** A workspace with Bob as a member of it, and what he may do with a key of his own. */
async function openConsole(env: Record<string, string> = {}, changes: Partial<WireNewKey> = {}) {
  const dashboard = await openDashboard({ PLAN_FREE_RATE: '0', ...env });
  const { workspace, owner } = await dashboard.workspace();
  const bob = await dashboard.user('bob@example.com', workspace);
  const browser = await dashboard.browserOf(bob);
  const params = { workspace: workspace.slug };
  const wanted = { dialect: 'qra', name: 'Till', readOnly: false, expiresAt: null, ...changes } as const;
  const made = await browser.get('POST /w/:workspace/keys', { params, body: wanted });
  const ask = (call: Partial<WireConsoleCall>, as: Browser = browser) =>
    as.ask('POST /w/:workspace/console', {
      params,
      body: { keyId: made.key.id, method: 'GET', path: '/api/v1/qr', ...call },
    });
  return { dashboard, workspace, owner, browser, params, ask, ...made };
}

function requestsOf(dashboard: Dashboard, keyId: string) {
  return dashboard.core.store.requests.list(keyId, null, 100);
}

describe('QR Track Decided 11: the Live Console', () => {
  test('asks both dialects with a key that never leaves the server, and shows all that comes back', async () => {
    const { ask, browser, params, raw } = await openConsole();
    const create = JSON.stringify({ name: 'Menu', destination: 'https://example.com/' });
    const made = await ask({ method: 'POST', path: '/api/v1/qr', body: create });
    expect(made).toMatchObject({ status: 200, body: { status: 201, encoding: 'text', cut: false } });
    expect(JSON.parse(made.body.body)).toMatchObject({ name: 'Menu' });
    const headers = Object.fromEntries(made.body.headers);
    expect(headers['x-ratelimit-plan']).toBe('business');
    expect(headers.location).toContain('/api/v1/qr/');
    expect(made.body.ms).toBeGreaterThanOrEqual(0);
    expect(JSON.stringify(made)).not.toContain(raw);
    const body = { dialect: 'qr-track', name: 'Old', readOnly: false, expiresAt: null } as const;
    const { key } = await browser.get('POST /w/:workspace/keys', { params, body });
    const listed = await ask({ keyId: key.id, path: '/api.php' });
    expect(JSON.parse(listed.body.body).codes).toHaveLength(1);
  });

  test('goes to our two APIs and nowhere else, however the path is written', async () => {
    const { ask } = await openConsole();
    const paths = [
      ...['/app/api/session', '/api/v1/../../app/api/session', '/api/v1/%2e%2e/%2e%2e/app/api/session'],
      ...[
        '/api/v1\\..\\..\\healthz',
        '//evil.example/api/v1/qr',
        'https://evil.example/api/v1/qr',
        '/p/x',
        '',
      ],
      ...['/api.php/../metrics', '/api.phpx', '/api/v1', 'api/v1/qr', '/\\evil.example/api/v1/qr'],
    ];
    for (const path of paths) {
      const { status, body } = await ask({ path });
      expect([path, status, body.code]).toEqual([path, 400, 'validation_error']);
    }
    const other = await ask({ path: '/api.php' });
    expect([other.status, other.body.details?.[0]?.path]).toEqual([400, 'keyId']);
  });

  test('is logged with user, method, path, status and milliseconds', async () => {
    const { ask, dashboard, key, raw, browser, params } = await openConsole();
    await ask({ path: '/api/v1/qr/nothing?token=abc' });
    await qraClient(dashboard.program, raw)('GET', '/workspace');
    await eventually(async () => expect(await requestsOf(dashboard, key.id)).toHaveLength(2));
    const { requests, next } = await browser.get('GET /w/:workspace/keys/:key/requests', {
      params: { ...params, key: key.id },
    });
    expect(next).toBeNull();
    expect(requests).toMatchObject([
      { method: 'GET', path: '/api/v1/workspace', status: 200, user: null },
      { method: 'GET', path: '/api/v1/qr/nothing?token=…', status: 404, user: 'bob@example.com' },
    ]);
    expect(requests[0]?.ms).toBeGreaterThanOrEqual(0);
  });

  test("counts against the key's limit", async () => {
    const { ask } = await openConsole({ API_RATE_LIMIT: '2' }, { dialect: 'qr-track' });
    const statuses = [];
    for (let n = 0; n < 5; n += 1) statuses.push((await ask({ path: '/api.php' })).body.status);
    // A minute may end among them.
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(1);
  });

  test('takes a session, its token, and a key that one may see; no header or query of a client stands for it', async () => {
    const { ask, dashboard, workspace, owner, params, key } = await openConsole();
    const call = { keyId: key.id, method: 'GET', path: '/api/v1/qr' };
    expect((await ask({}, dashboard.browser())).status).toBe(401);
    const bare = await dashboard.browserOf(await dashboard.user('ben@example.com', workspace));
    expect((await ask({}, bare)).status).toBe(404);
    const headers = { 'X-Quietzone-Token': '' };
    const boss = await dashboard.browserOf(owner);
    const forged = await boss.ask('POST /w/:workspace/console', { params, body: call, headers });
    expect([forged.status, forged.body.code]).toEqual([403, 'csrf']);
    expect((await ask({}, boss)).body.status).toBe(200);
    const direct = await fetch(`${dashboard.program.url}/api/v1/qr?console=${key.id}`, {
      headers: { console: key.id, 'x-console': key.id, authorization: `Bearer ${key.id}` },
    });
    expect(direct.status).toBe(401);
  });

  test('refuses a revoked key, and writes with one for reading alone', async () => {
    const { ask, browser, params, key } = await openConsole({}, { readOnly: true });
    const body = '{"name":"x","destination":"https://example.com/"}';
    expect((await ask({ method: 'POST', body })).body.status).toBe(403);
    await browser.get('DELETE /w/:workspace/keys/:key', { params: { ...params, key: key.id } });
    expect((await ask({})).status).toBe(400);
  });

  test('shows a picture as Base64', async () => {
    const { ask } = await openConsole();
    const picture = JSON.stringify({ text: 'x', format: 'png', size: 300 });
    const image = await ask({ method: 'POST', path: '/api/v1/render', body: picture });
    expect(image.body).toMatchObject({ status: 200, encoding: 'base64', cut: false });
    expect(Buffer.from(image.body.body, 'base64').subarray(1, 4).toString()).toBe('PNG');
  });
});
