import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWorkspace } from '../../../src/core/workspaces/create.ts';
import { type Call, plainClient, qraClient, scan } from '../../support/api.ts';
import { eventually } from '../../support/eventually.ts';
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

const create = async () =>
  (await call('POST', '/qr', { name: 'Menu', destination: 'https://example.com/' })).body;

test('QRA Fixed: GET /qr/{id} is the bare object, whatever the case of the id', async () => {
  const code = await create();
  expect((await call('GET', `/qr/${code.id}`)).body).toEqual(code);
  expect((await call('GET', `/qr/${code.id.toUpperCase()}`)).body).toEqual(code);
});

test('QRA Decided 6: an unknown id, no UUID at all, and one of another workspace are the same 404', async () => {
  const code = await create();
  const unknown = await call('GET', '/qr/01a2000e-1f1f-7341-9e25-da414181c231');
  expect(unknown).toMatchObject({ status: 404, body: { code: 'not_found' } });
  for (const id of ['nonsense', code.slug, '%00', "'--", '0'.repeat(5000)]) {
    expect(await call('GET', `/qr/${id}`)).toMatchObject({ status: 404, body: unknown.body });
  }
  for (const [method, path] of [
    ['GET', `/qr/${code.id}`],
    ['PATCH', `/qr/${code.id}`],
    ['DELETE', `/qr/${code.id}`],
    ['GET', `/qr/${code.id}/scans`],
  ] as const) {
    const body = method === 'PATCH' ? { name: 'Mine' } : undefined;
    expect(await stranger(method, path, body)).toMatchObject({ status: 404, body: unknown.body });
  }
  expect((await call('GET', `/qr/${code.id}`)).body).toEqual(code);
});

test('QRA Decided 1: DELETE is a 200 with {success, id}, and the second one a 404', async () => {
  const { id } = await create();
  expect(await call('DELETE', `/qr/${id}`)).toMatchObject({ status: 200, body: { success: true, id } });
  expect(await call('DELETE', `/qr/${id}`)).toMatchObject({ status: 404, body: { code: 'not_found' } });
});

test('QRA Fixed: deletion is permanent, with all scans, and the printed code says so', async () => {
  const { id, slug } = await create();
  expect((await scan(program, slug)).status).toBe(302);
  await eventually(async () => expect((await call('GET', `/qr/${id}`)).body.scan_count).toBe(1));
  await call('DELETE', `/qr/${id}`);
  expect((await call('GET', `/qr/${id}/scans`)).status).toBe(404);
  await eventually(async () => expect((await scan(program, slug)).status).toBe(404));
  expect((await plainClient(program)('GET', `/img/${slug}.png`)).status).toBe(404);
});
