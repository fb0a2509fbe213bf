import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { plainDesign } from '../../../src/core/designs/design.ts';
import { presetNames, presets } from '../../../src/core/designs/presets.ts';
import { createWorkspace } from '../../../src/core/workspaces/create.ts';
import { type Call, qraClient } from '../../support/api.ts';
import { operator, startProgram, type TestProgram } from '../../support/program.ts';

let program: TestProgram;
let call: Call;
let stranger: Call;
beforeAll(async () => {
  program = await startProgram();
  call = qraClient(program, await program.key('qra'));
  const [owner] = await program.core.store.workspaces.listUsers();
  const other = await createWorkspace(program.core, operator, { name: 'Other', ownerId: owner!.id });
  stranger = qraClient(program, await program.key('qra', other));
});
afterAll(() => program.stop());

const poor = { modules: { color: '#888' }, quiet_zone: 0, error_correction: 'L' } as const;

async function create(design?: unknown, more: object = {}) {
  const body = { name: 'Menu', destination: 'https://example.com/menu', design, ...more };
  return await call('POST', '/qr', body);
}

describe('the design of a code', () => {
  test('is answered whole wherever the code is, with its version', async () => {
    const made = await create({ preset: 'ocean', quiet_zone: 5 });
    expect(made.status).toBe(201);
    const design = { ...presets.ocean, quiet_zone: 5 };
    expect(made.body).toMatchObject({ design, design_version: 1 });
    expect(made.body).not.toHaveProperty('warnings');
    const { id } = made.body;
    expect((await call('GET', `/qr/${id}`)).body).toEqual(made.body);
    expect((await call('GET', '/qr')).body.data[0]).toEqual(made.body);
    const patched = await call('PATCH', `/qr/${id}`, { design: { modules: { shape: 'square' } } });
    const modules = { ...design.modules, shape: 'square' };
    expect(patched.body).toMatchObject({ design: { ...design, modules }, design_version: 2 });
    const plain = await call('PATCH', `/qr/${id}`, { design: null });
    expect(plain.body).toMatchObject({ design: null, design_version: 3 });
  });

  test('is that of an object which was read and sent back, or sent to make another', async () => {
    const { body } = await create({ preset: 'badge' });
    const again = await call('PATCH', `/qr/${body.id}`, body);
    expect(again.body).toEqual(body);
    const twin = await call('POST', '/qr', body);
    expect(twin.body).toMatchObject({ design: body.design, design_version: 1 });
    expect(twin.body.id).not.toBe(body.id);
  });

  test('that is wrong is a 400 with the path of each field', async () => {
    const wrong = await create({ modules: { colour: '#000' }, version: 41, frame: { text: '' } });
    expect(wrong.status).toBe(400);
    expect(wrong.body.code).toBe('validation_error');
    const paths = wrong.body.details.map(({ path }: { path: string }) => path);
    expect(paths.sort()).toEqual(['design.frame.text', 'design.modules.colour', 'design.version']);
    const pale = await create({ modules: { color: '#eee' } });
    expect(pale.body.details).toMatchObject([{ path: 'design.modules.color' }]);
    const unknown = await create({ logo: { image: 'a'.repeat(64) } });
    expect(unknown.body.details).toMatchObject([{ path: 'design.logo.image' }]);
  });

  test('that may not be read is saved with warnings; where a proof is required it is refused with them', async () => {
    const saved = await create(poor);
    expect(saved.status).toBe(201);
    expect(saved.body.warnings.length).toBeGreaterThan(0);
    const { id, design } = saved.body;
    expect((await call('GET', `/qr/${id}`)).body).not.toHaveProperty('warnings');
    const refused = await call('POST', '/qr', { name: 'A', ...body, design: poor, require_proof: true });
    expect(refused.status).toBe(422);
    expect(refused.body).toMatchObject({ code: 'proof_failed', error: expect.stringContaining('not saved') });
    expect(refused.body.details[0]).toMatchObject({ path: 'design', message: expect.stringMatching(/./) });
    expect((await call('GET', `/qr/${id}`)).body.design).toEqual(design);
    const good = { design: { preset: 'classic' }, require_proof: true };
    expect((await call('PATCH', `/qr/${id}`, good)).body).toMatchObject({ design: plainDesign });
  });
});

const body = { destination: 'https://example.com/menu' };

describe('the history of designs', () => {
  test('is paged, newest first, and says who made each; one that is sent again is a new one', async () => {
    const { id } = (await create({ preset: 'dots' })).body;
    await call('PATCH', `/qr/${id}`, { design: null });
    await call('PATCH', `/qr/${id}`, { design: { preset: 'leaf' } });
    const { body: history } = await call('GET', `/qr/${id}/designs?limit=2`);
    expect(history.pagination).toEqual({ page: 1, limit: 2, total: 3, pages: 2 });
    expect(history.data).toMatchObject([
      { version: 3, design: presets.leaf, made_by: { kind: 'key', name: 'test' } },
      { version: 2, design: null },
    ]);
    const { body: rest } = await call('GET', `/qr/${id}/designs?limit=2&page=2`);
    expect(rest.data).toMatchObject([{ version: 1, design: presets.dots }]);
    const restored = await call('PATCH', `/qr/${id}`, { design: rest.data[0].design });
    expect(restored.body).toMatchObject({ design: presets.dots, design_version: 4 });
  });

  test('gives each design back as it was, plain ones as well, unless it fails a proof that is required', async () => {
    const { id } = (await create(poor)).body;
    await call('PATCH', `/qr/${id}`, { design: null });
    await call('PATCH', `/qr/${id}`, { design: { preset: 'ticket' } });
    const plain = await call('POST', `/qr/${id}/designs/2/restore`, {});
    expect(plain).toMatchObject({ status: 200, body: { id, design: null, design_version: 4 } });
    const refused = await call('POST', `/qr/${id}/designs/1/restore`, { require_proof: true });
    expect(refused).toMatchObject({ status: 422, body: { code: 'proof_failed' } });
    const weak = await call('POST', `/qr/${id}/designs/1/restore`, {});
    expect(weak.body).toMatchObject({ design: { quiet_zone: 0 }, design_version: 5 });
    expect(weak.body.warnings.length).toBeGreaterThan(0);
    for (const version of ['0', '6', 'first', '9'.repeat(40)]) {
      const none = await call('POST', `/qr/${id}/designs/${version}/restore`, {});
      expect(none).toMatchObject({ status: 404, body: { code: 'not_found' } });
    }
    expect((await stranger('POST', `/qr/${id}/designs/1/restore`, {})).status).toBe(404);
  });

  test('is nobody else’s to see', async () => {
    const { id } = (await create({ preset: 'dots' })).body;
    for (const path of ['designs', 'budget', 'advice', 'image', 'proof', 'proof/sheet.png'])
      expect((await stranger('GET', `/qr/${id}/${path}`)).status).toBe(404);
    expect((await stranger('POST', `/qr/${id}/proof`, {})).status).toBe(404);
    expect((await stranger('POST', '/budget', { code: id })).status).toBe(404);
    const sheet = await stranger('POST', '/sheets', { codes: [id] });
    expect(sheet.body.details).toMatchObject([{ path: 'codes.0' }]);
  });
});

test('every preset is listed, whole, and is one that codes take', async () => {
  const { status, body: listed } = await call('GET', '/designs/presets');
  expect(status).toBe(200);
  expect(listed.data).toEqual(presetNames.map((name) => ({ name, design: presets[name] })));
});

describe('the error budget', () => {
  test('of a code says block by block what is lost, and adds up', async () => {
    const { id } = (await create({ preset: 'ocean' })).body;
    const { status, body: budget } = await call('GET', `/qr/${id}/budget`);
    expect(status).toBe(200);
    expect(budget).toMatchObject({ design: presets.ocean, safe: true, warnings: [] });
    expect(budget.symbol).toMatchObject({ error_correction: 'Q', modules: 17 + 4 * budget.symbol.version });
    const margins = budget.blocks.map(
      (block: { correctable: number; damaged: number }) => block.correctable - block.damaged,
    );
    expect(budget.margin).toBe(Math.min(...margins));
    for (const block of budget.blocks)
      expect(block.by_logo + block.by_eyes + block.by_frame + block.by_colors).toBe(block.damaged);
  });

  test('of a design that is tried is the same as after it was saved, and nothing is', async () => {
    const { id } = (await create({ preset: 'ocean' })).body;
    const design = { quiet_zone: 0, eyes: { ball: { shape: 'diamond' } } };
    const tried = await call('POST', '/budget', { code: id, design });
    const eyes = { ...presets.ocean.eyes, ball: { ...presets.ocean.eyes.ball, shape: 'diamond' } };
    expect(tried.body).toMatchObject({ safe: false, design: { ...presets.ocean, quiet_zone: 0, eyes } });
    expect((await call('GET', `/qr/${id}`)).body.design).toEqual(presets.ocean);
    await call('PATCH', `/qr/${id}`, { design });
    expect((await call('GET', `/qr/${id}/budget`)).body).toEqual(tried.body);
  });

  test('can be asked of any text, up to the most that a symbol holds', async () => {
    const one = await call('POST', '/budget', { text: 'https://example.com' });
    expect(one.body).toMatchObject({ safe: true, design: { error_correction: 'auto' } });
    const most = await call('POST', '/budget', { text: 'é'.repeat(1476) });
    expect(most.body.symbol).toMatchObject({ version: 40, error_correction: 'L' });
    const over = await call('POST', '/budget', { text: 'é'.repeat(1477) });
    expect(over).toMatchObject({ status: 400, body: { details: [{ path: 'text' }] } });
    const high = await call('POST', '/budget', {
      text: 'é'.repeat(1476),
      design: { error_correction: 'H' },
    });
    expect(high).toMatchObject({ status: 400, body: { details: [{ path: 'text' }] } });
    for (const question of [{}, { text: 'a', code: 'b' }, { text: '' }])
      expect((await call('POST', '/budget', question)).status).toBe(400);
  });
});

test('advice on the size grows with the distance, and refuses what no place is', async () => {
  const { id } = (await create({ preset: 'ocean' })).body;
  const near = await call('GET', `/qr/${id}/advice`);
  expect(near.body.query).toEqual({ distance_mm: 300, surface: 'flat', dpi: 300, light: 'indoor' });
  const far = await call('GET', `/qr/${id}/advice?distance=3000&surface=rough&dpi=203&light=dim`);
  expect(far.body.query).toEqual({ distance_mm: 3000, surface: 'rough', dpi: 203, light: 'dim' });
  expect(far.body.code_mm).toBeGreaterThan(near.body.code_mm);
  for (const query of ['distance=10', 'distance=x', 'surface=wet', 'dpi=5000', 'light=none']) {
    const wrong = await call('GET', `/qr/${id}/advice?${query}`);
    expect(wrong).toMatchObject({ status: 400, body: { details: [{ path: query.split('=')[0] }] } });
  }
});

test('a deleted code takes its designs and proofs along', async () => {
  const { id } = (await create({ preset: 'ocean' })).body;
  const num = (await program.core.store.codes.findByIds([id]))[0]!.num;
  expect(await program.core.store.designs.count(num)).toBe(1);
  await call('DELETE', `/qr/${id}`);
  expect(await program.core.store.designs.count(num)).toBe(0);
});
