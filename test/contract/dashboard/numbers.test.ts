import { expect, test } from 'vitest';
import { createKey } from '../../../src/core/keys/create.ts';
import { createTestApp } from '../../support/app.ts';
import { openQuickDashboard } from '../../support/dashboard.ts';
import { operator } from '../../support/program.ts';

async function sit() {
  const dashboard = await openQuickDashboard();
  const { workspace, owner } = await dashboard.workspace();
  const params = { workspace: workspace.slug };
  return { ...dashboard, browser: await dashboard.browserOf(owner), params, space: workspace };
}

test('an end that has no date is refused by every surface, and lists and exports go on', async () => {
  const { core, browser, params, space } = await sit();
  const code = { type: 'url', destination: 'https://example.com/' } as const;
  const { id } = await browser.get('POST /w/:workspace/codes', { params, body: code });
  const refused = [
    await browser.ask('POST /w/:workspace/codes', { params, body: { ...code, expiresAt: 9e15 } }),
    await browser.ask('PATCH /w/:workspace/codes/:code', {
      params: { ...params, code: id },
      body: { expiresAt: 253_402_300_800_000 },
    }),
    await browser.ask('POST /w/:workspace/keys', {
      params,
      body: { dialect: 'qra', name: 'Till', readOnly: false, expiresAt: 9e15 },
    }),
  ];
  for (const { status, body } of refused)
    expect([status, body.details?.[0]?.path]).toEqual([400, 'expiresAt']);
  const key = await createKey(core, operator, {
    ...{ dialect: 'qra', workspaceId: space.id, userId: null, name: 'Till', expiresAt: null },
  });
  // Later than the last moment of 9999, by its offset.
  const body = JSON.stringify({ ...code, name: 'A', expires_at: '9999-12-31T23:59:59-23:59' });
  const headers = { authorization: `Bearer ${key.raw}`, 'content-type': 'application/json' };
  const answer = await createTestApp({ core }).request('/api/v1/qr', { method: 'POST', headers, body });
  expect(await answer.json()).toMatchObject({ code: 'validation_error', details: [{ path: 'expires_at' }] });
  for (const name of [
    'GET /w/:workspace/codes',
    'GET /w/:workspace/codes/export',
    'GET /w/:workspace/keys',
  ] as const)
    expect((await browser.ask(name, { params })).status).toBe(200);
});

test('numbers of changes that no table can hold are refused, and end no page with an error', async () => {
  const { browser, params } = await sit();
  const code = { type: 'url', destination: 'https://example.com/' } as const;
  const { id } = await browser.get('POST /w/:workspace/codes', { params, body: code });
  const answers = [
    await browser.ask('POST /w/:workspace/undo', { params, body: { seqs: [3_000_000_000] } }),
    await browser.ask('GET /w/:workspace/audit', { params, query: { cursor: '3000000000' } }),
    await browser.ask('GET /w/:workspace/codes/:code/history', {
      params: { ...params, code: id },
      query: { cursor: '2147483648' },
    }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([400, 400, 400]);
  const last = { cursor: '2147483647' };
  expect((await browser.ask('GET /w/:workspace/audit', { params, query: last })).status).toBe(200);
});
