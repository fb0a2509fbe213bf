import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWorkspace } from '../../../src/core/workspaces/create.ts';
import { type Call, qraClient, scan } from '../../support/api.ts';
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

const destination = 'https://example.com/menu';
const makeFolder = async (name: string) => (await call('POST', '/folders', { name })).body;

test('a folder is made, listed, renamed and deleted, and its codes stay', async () => {
  const made = await call('POST', '/folders', { name: ' Summer ' });
  expect(made).toMatchObject({ status: 201, body: { name: 'Summer', codes: 0 } });
  const { id } = made.body;
  const code = await call('POST', '/qr', { name: 'Menu', destination, folder_id: id });
  expect(code).toMatchObject({ status: 201, body: { folder_id: id } });
  expect((await call('GET', '/folders')).body).toEqual({ data: [{ ...made.body, codes: 1 }] });
  const renamed = await call('PATCH', `/folders/${id}`, { name: 'Winter' });
  expect(renamed).toMatchObject({ status: 200, body: { ...made.body, name: 'Winter', codes: 1 } });
  expect(await call('DELETE', `/folders/${id}`)).toMatchObject({
    status: 200,
    body: { success: true, id, codes: 1 },
  });
  expect((await call('GET', `/qr/${code.body.id}`)).body.folder_id).toBeNull();
  expect((await call('GET', '/folders')).body).toEqual({ data: [] });
});

test('a name that is taken is a 409, whatever its case, and one that is none a 400', async () => {
  const folder = await makeFolder('Menus');
  expect(await call('POST', '/folders', { name: 'MENUS' })).toMatchObject({
    status: 409,
    body: { code: 'already_exists' },
  });
  const other = await makeFolder('Posters');
  expect(await call('PATCH', `/folders/${other.id}`, { name: 'menus' })).toMatchObject({ status: 409 });
  expect(await call('PATCH', `/folders/${folder.id}`, { name: 'menus' })).toMatchObject({ status: 200 });
  for (const body of [{}, { name: '' }, { name: 'x'.repeat(101) }, { name: 'a\nb' }, { name: null }])
    expect(await call('POST', '/folders', body)).toMatchObject({
      status: 400,
      body: { code: 'validation_error', details: [{ path: 'name' }] },
    });
});

test('a code is put into a folder and out of it, and lists narrow by it', async () => {
  const folder = await makeFolder('Lobby');
  const { body: code } = await call('POST', '/qr', { name: 'Lobby wifi', destination });
  const put = await call('PATCH', `/qr/${code.id}`, { folder_id: folder.id.toUpperCase() });
  expect(put).toMatchObject({ status: 200, body: { folder_id: folder.id } });
  const list = async (query: string) =>
    (await call('GET', `/qr?search=lobby&${query}`)).body.data.map(({ id }: { id: string }) => id);
  expect(await list(`folder=${folder.id}`)).toEqual([code.id]);
  expect(await list('folder=none')).toEqual([]);
  expect((await call('PATCH', `/qr/${code.id}`, { folder_id: null })).body.folder_id).toBeNull();
  expect(await list(`folder=${folder.id}`)).toEqual([]);
  expect(await list('folder=none')).toEqual([code.id]);
  const { body: whole } = await call('GET', `/qr/${code.id}`);
  expect((await call('PATCH', `/qr/${code.id}`, { ...whole, name: 'Lobby 2' })).body.folder_id).toBeNull();
});

test('a folder of another workspace is not found, and no folder of a code', async () => {
  const folder = await makeFolder('Mine');
  const missing = await stranger('DELETE', '/folders/0199f1a8-7f3c-7cc1-9d0e-3f6d2b8a4c51');
  expect(missing.status).toBe(404);
  expect((await stranger('DELETE', `/folders/${folder.id}`)).body).toEqual(missing.body);
  expect((await stranger('PATCH', `/folders/${folder.id}`, { name: 'x' })).status).toBe(404);
  expect(await stranger('POST', '/qr', { name: 'x', destination, folder_id: folder.id })).toMatchObject({
    status: 400,
    body: { code: 'validation_error', details: [{ path: 'folder_id' }] },
  });
  expect((await stranger('GET', `/qr?folder=${folder.id}`)).body.data).toEqual([]);
  expect((await stranger('GET', '/folders')).body).toEqual({ data: [] });
});

test('a code in the trash is in no list but that of the trash, and scans say so, until it is restored', async () => {
  const { body: code } = await call('POST', '/qr', { name: 'Bin', destination });
  const listed = async (query = '') => {
    const { body } = await call('GET', `/qr?search=${code.slug}${query}`);
    return [body.pagination.total, ...body.data.map(({ id }: { id: string }) => id)];
  };
  const trashed = await call('POST', `/qr/${code.id}/trash`);
  expect(trashed).toMatchObject({ status: 200, body: { trashed_at: expect.stringMatching(/Z$/) } });
  expect(await call('POST', `/qr/${code.id}/trash`)).toMatchObject({ status: 200, body: trashed.body });
  expect([await listed(), await listed('&trash=true')]).toEqual([[0], [1, code.id]]);
  expect((await scan(program, code.slug)).headers.get('location')).toBeNull();
  expect((await stranger('POST', `/qr/${code.id}/restore`)).status).toBe(404);
  const restored = await call('POST', `/qr/${code.id}/restore`);
  expect(restored).toMatchObject({ status: 200, body: { trashed_at: null } });
  expect([await listed(), await listed('&trash=true')]).toEqual([[1, code.id], [0]]);
  expect((await scan(program, code.slug)).headers.get('location')).toBe(destination);
});

test('all codes are exported with their destinations, of one workspace alone', async () => {
  const { body: code } = await stranger('POST', '/qr', { name: '=1+1', destination, tags: ['a', 'b'] });
  const csv = await stranger('GET', '/qr.csv');
  expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
  expect(csv.headers.get('content-disposition')).toMatch(/^attachment; filename="codes-[a-z0-9-]+\.csv"$/);
  const lines = csv.body.split('\r\n');
  expect(lines).toHaveLength(3);
  expect(lines[1]).toContain(`"${code.slug}","${code.short_url}","'=1+1","url","${destination}",,`);
  const ndjson = await stranger('GET', '/qr.ndjson');
  expect(JSON.parse(ndjson.body)).toMatchObject({ id: code.id, destination, tags: ['a', 'b'], scans: 0 });
});
