import { afterAll, beforeAll, expect, test } from 'vitest';
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

const make = async (...tags: string[]) =>
  (await call('POST', '/qr', { name: 'x', destination: 'https://example.com/', tags })).body.id;
const tagsOf = async (id: string) => (await call('GET', `/qr/${id}`)).body.tags;

test('tags are listed with their codes, renamed, merged and taken away, whatever signs they have', async () => {
  const [first, second] = [await make('été/été 100%', 'b'), await make('b')];
  await stranger('POST', '/qr', { name: 'x', destination: 'https://example.com/', tags: ['b', 'theirs'] });
  expect((await call('GET', '/tags')).body).toEqual({
    data: [
      { tag: 'b', codes: 2 },
      { tag: 'été/été 100%', codes: 1 },
    ],
  });
  const renamed = await call('PATCH', `/tags/${encodeURIComponent('été/été 100%')}`, { name: ' a ' });
  expect(renamed).toMatchObject({ status: 200, body: { tag: 'a', changed: 1 } });
  expect(await tagsOf(first)).toEqual(['a', 'b']);
  expect((await call('PATCH', '/tags/b', { name: 'a' })).body).toEqual({ tag: 'a', changed: 2 });
  expect([await tagsOf(first), await tagsOf(second)]).toEqual([['a'], ['a']]);
  expect((await call('DELETE', '/tags/a')).body).toEqual({ success: true, changed: 2 });
  expect([await tagsOf(first), await tagsOf(second)]).toEqual([[], []]);
  expect((await call('GET', '/tags')).body).toEqual({ data: [] });
  expect((await stranger('GET', '/tags')).body.data).toHaveLength(2);
});

test('a tag that no code of the workspace has is not found, and a name that is none is refused', async () => {
  const id = await make('mine');
  expect(await stranger('DELETE', '/tags/mine')).toMatchObject({ status: 404, body: { code: 'not_found' } });
  expect(await call('PATCH', '/tags/unknown', { name: 'x' })).toMatchObject({ status: 404 });
  for (const name of ['', '  ', 'x'.repeat(51), null, 7])
    expect(await call('PATCH', '/tags/mine', { name })).toMatchObject({
      status: 400,
      body: { code: 'validation_error', details: [{ path: 'name' }] },
    });
  expect(await tagsOf(id)).toEqual(['mine']);
});
