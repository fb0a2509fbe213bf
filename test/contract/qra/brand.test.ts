import { afterAll, beforeAll, expect, test } from 'vitest';
import { presets } from '../../../src/core/designs/presets.ts';
import { type Call, qraClient, qrTrackClient } from '../../support/api.ts';
import { svg } from '../../support/hostile-pictures.ts';
import { startProgram, type TestProgram } from '../../support/program.ts';

let program: TestProgram;
let call: Call;
let qrTrack: Call;
beforeAll(async () => {
  program = await startProgram();
  call = qraClient(program, await program.key('qra'));
  qrTrack = qrTrackClient(program, await program.key('qr-track'));
});
afterAll(() => program.stop());

const destination = 'https://example.com/menu';
const none = { colors: [], logo: null, design: null };

test('a brand is read, changed in part, and sent back as it was read', async () => {
  expect(await call('GET', '/brand')).toMatchObject({ status: 200, body: { ...none, updated_at: null } });
  const saved = await call('PUT', '/brand', { colors: ['0A7357'], design: { preset: 'ocean' } });
  expect(saved).toMatchObject({ status: 200, body: { colors: ['#0a7357'], design: presets.ocean } });
  expect(saved.body.updated_at).toMatch(/Z$/);
  expect(saved.body).not.toHaveProperty('warnings');
  expect((await call('GET', '/brand')).body).toEqual(saved.body);
  expect((await call('PUT', '/brand', saved.body)).body).toEqual(saved.body);
  const wide = await call('PUT', '/brand', { design: { preset: 'ocean', quiet_zone: 0 } });
  expect(wide.body.warnings.join()).toContain('quiet zone');
  expect(await call('PUT', '/brand', none)).toMatchObject({ status: 200, body: none });
  for (const [body, path] of [
    [{ colors: ['red'] }, 'colors.0'],
    [{ colors: 'red' }, 'colors'],
    [{ logo: '0'.repeat(64) }, 'logo'],
    [{ design: { preset: 'mud' } }, 'design.preset'],
  ] as const)
    expect(await call('PUT', '/brand', body)).toMatchObject({
      ...{ status: 400, body: { code: 'validation_error', details: [{ path }] } },
    });
});

test('codes of both APIs that are given no design look like the brand, and plain where that is asked for', async () => {
  const uploaded = await fetch(`${program.url}/api/v1/logos`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await program.key('qra')}` },
    body: Uint8Array.from(svg('<rect width="100" height="100" fill="#00a040"/>')),
  });
  const { id: logo } = (await uploaded.json()) as { id: string };
  await call('PUT', '/brand', { design: presets.ocean });
  const make = async (more: object = {}) =>
    (await call('POST', '/qr', { name: 'Menu', destination, ...more })).body;
  expect(await make()).toMatchObject({ design: presets.ocean, design_version: 1 });
  expect(await make({ design: null })).toMatchObject({ design: null, design_version: 0 });
  expect((await make({ design: { preset: 'dots' } })).design).toEqual(presets.dots);
  const designOf = async (more: object = {}) => {
    const { uuid } = (await qrTrack('POST', '', { type: 'url', destination, ...more })).body;
    return (await call('GET', `/qr/${uuid}`)).body.design;
  };
  expect(await designOf()).toEqual(presets.ocean);
  for (const plain of [null, '']) expect(await designOf({ logo: plain })).toBeNull();
  expect(await designOf({ logo })).toMatchObject({ modules: { shape: 'square' }, logo: { image: logo } });
  await call('PUT', '/brand', none);
  expect(await make()).toMatchObject({ design: null });
});

test('a logo that is the brand’s is deleted when the brand has let go of it', async () => {
  const uploaded = await fetch(`${program.url}/api/v1/logos`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await program.key('qra')}` },
    body: Uint8Array.from(svg('<circle cx="50" cy="50" r="50" fill="#d62828"/>')),
  });
  const { id: logo } = (await uploaded.json()) as { id: string };
  await call('PUT', '/brand', { logo });
  const refused = await call('DELETE', `/logos/${logo}`);
  expect(refused).toMatchObject({ status: 409, body: { code: 'in_use' } });
  expect(refused.body.error).toContain('brand');
  await call('PUT', '/brand', { logo: null });
  expect((await call('DELETE', `/logos/${logo}`)).status).toBe(200);
});
