import { expect, test } from 'vitest';
import { presets } from '../../../src/core/designs/presets.ts';
import { openQuickDashboard } from '../../support/dashboard.ts';

test('a brand is read and changed, and new codes look like it', async () => {
  const { workspace: make, browserOf } = await openQuickDashboard();
  const { workspace, owner } = await make();
  const browser = await browserOf(owner);
  const params = { workspace: workspace.slug };
  const none = { colors: [], logo: null, design: null, updatedAt: null };
  expect(await browser.get('GET /w/:workspace/brand', { params })).toEqual(none);
  const body = { colors: ['#0a7357', '#14181a'], design: presets.ocean };
  const saved = await browser.get('PUT /w/:workspace/brand', { params, body });
  expect(saved).toEqual({ ...none, ...body, updatedAt: expect.any(Number), warnings: [] });
  const { warnings: _none, ...brand } = saved;
  expect(await browser.get('GET /w/:workspace/brand', { params })).toEqual(brand);
  const code = await browser.get('POST /w/:workspace/codes', {
    params,
    body: { type: 'url', destination: 'https://example.com/' },
  });
  expect(code.designVersion).toBe(1);
  const { changes } = await browser.get('GET /w/:workspace/audit', { params, query: { object: 'brand' } });
  expect(changes).toMatchObject([{ object: 'brand', actor: { id: owner.id }, after: body }]);
});

test('what is wrong with a brand is told of its field', async () => {
  const { workspace: make, browserOf } = await openQuickDashboard();
  const { workspace, owner } = await make();
  const browser = await browserOf(owner);
  const params = { workspace: workspace.slug };
  for (const [body, path] of [
    [{ colors: ['#0a7357', '#0A7357'] }, 'colors'],
    [{ logo: '0'.repeat(64) }, 'logo'],
    [{ design: { ...presets.ocean, background: '#0a7357' } }, 'design.modules.color'],
  ] as const)
    expect(await browser.ask('PUT /w/:workspace/brand', { params, body })).toMatchObject({
      ...{ status: 400, body: { code: 'validation_error', details: [{ path }] } },
    });
});
