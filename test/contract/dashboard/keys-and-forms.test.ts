import { describe, expect, test } from 'vitest';
import { qraClient } from '../../support/api.ts';
import { openDashboard } from '../../support/dashboard.ts';

async function open() {
  const dashboard = await openDashboard({ PLAN_FREE_RATE: '0' });
  const { workspace, owner } = await dashboard.workspace();
  const browser = await dashboard.browserOf(owner);
  return { dashboard, browser, params: { workspace: workspace.slug } };
}

const till = { dialect: 'qra', name: 'Till', readOnly: false, expiresAt: null } as const;

describe('API keys in the dashboard', () => {
  test('a key is shown once, works, says when it was used, and is dead as soon as it is revoked', async () => {
    const { dashboard, browser, params } = await open();
    const { key, raw } = await browser.get('POST /w/:workspace/keys', { params, body: till });
    expect(raw.startsWith(key.prefix)).toBe(true);
    const call = qraClient(dashboard.program, raw);
    expect((await call('GET', '/qr')).status).toBe(200);
    const listed = await browser.get('GET /w/:workspace/keys', { params });
    expect(listed).toMatchObject([{ id: key.id, readOnly: false, userEmail: null, revokedAt: null }]);
    expect(listed[0]?.lastUsedAt).toBeGreaterThan(0);
    expect(JSON.stringify(listed)).not.toContain(raw.slice(key.prefix.length));
    await browser.get('DELETE /w/:workspace/keys/:key', { params: { ...params, key: key.id } });
    expect((await call('GET', '/qr')).status).toBe(401);
  });

  test('nonsense is refused with its field', async () => {
    const { browser, params } = await open();
    for (const [field, body] of [
      ['name', { ...till, name: ' ' }],
      ['dialect', { ...till, dialect: 'soap' as 'qra' }],
      ['expiresAt', { ...till, expiresAt: 1 }],
      ['readOnly', { ...till, readOnly: 'no' as unknown as boolean }],
    ] as const) {
      const answer = await browser.ask('POST /w/:workspace/keys', { params, body });
      expect([field, answer.status, answer.body.details?.[0]?.path]).toEqual([field, 400, field]);
    }
    const listed = browser.ask('GET /w/:workspace/keys/:key/requests', {
      params: { ...params, key: 'nothing' },
    });
    expect((await listed).status).toBe(404);
  });
});

describe('Idempotency-Key in the dashboard', () => {
  test('a code is made once, and another body with the same key is refused', async () => {
    const { dashboard, browser, params } = await open();
    const body = { type: 'url', destination: 'https://example.com/' } as const;
    const headers = { 'Idempotency-Key': 'form-1' };
    const first = await browser.get('POST /w/:workspace/codes', { params, body, headers });
    const again = await browser.ask('POST /w/:workspace/codes', { params, body, headers });
    expect(again.body).toEqual(first);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    const other = await browser.ask('POST /w/:workspace/codes', {
      ...{ params, headers },
      body: { ...body, name: 'Other' },
    });
    expect([other.status, other.body.code]).toEqual([422, 'idempotency_key_reused']);
    const { total } = await browser.get('GET /w/:workspace/codes', { params });
    expect(total).toBe(1);
    expect(dashboard.core.settings.baseUrl).toBe('https://self.test');
  });
});

describe('forms', () => {
  test('of every type come with a schema and an example that previews', async () => {
    const { browser, params } = await open();
    const types = await browser.get('GET /content-types');
    expect(types).toHaveLength(24);
    for (const { type, example } of types) {
      const answer = await browser.ask('POST /w/:workspace/preview', { params, body: { type, ...example } });
      expect([type, answer.status]).toEqual([type, 200]);
    }
  });

  test('a preview is the page that a phone is shown, and what is wrong is told by field', async () => {
    const { browser, params } = await open();
    const content = {
      title: 'Speisekarte',
      sections: [{ name: 'Suppen', items: [{ name: 'Gulasch', price: 5 }] }],
    };
    const page = await browser.get('POST /w/:workspace/preview', {
      params,
      body: { type: 'menu', content, language: 'de' },
    });
    expect(page).toMatchObject({ kind: 'page', html: expect.stringContaining('lang="de"') });
    const { status, body } = await browser.ask('POST /w/:workspace/preview', {
      params,
      body: { type: 'menu', content: {} },
    });
    expect([status, body.details?.[0]?.path]).toEqual([400, 'content.title']);
  });

  test('a slug is checked as it is typed', async () => {
    const { browser, params } = await open();
    const check = (slug: string) =>
      browser.get('GET /w/:workspace/slugs/:slug', { params: { ...params, slug } });
    expect(await check('summer-menu')).toMatchObject({ free: true });
    const body = { type: 'url', destination: 'https://example.com/', slug: 'summer-menu' } as const;
    await browser.get('POST /w/:workspace/codes', { params, body });
    expect(await check('Summer-Menu')).toMatchObject({ free: false, suggestion: 'Summer-Menu-2' });
    expect(await check('Summer menu / 2')).toMatchObject({ free: false, suggestion: 'summer-menu-2' });
  });
});
