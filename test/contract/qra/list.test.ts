import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createWorkspace } from '../../../src/core/workspaces/create.ts';
import { type Call, qraClient } from '../../support/api.ts';
import { operator, startProgram, type TestProgram } from '../../support/program.ts';

let program: TestProgram;
let call: Call;
const ids: string[] = [];
beforeAll(async () => {
  program = await startProgram();
  call = qraClient(program, await program.key('qra'));
  for (let n = 0; n < 25; n += 1) {
    const name = n === 3 ? 'Winter café' : `Code ${n}`;
    const tags = n % 5 === 0 ? ['hall'] : [];
    const { body } = await call('POST', '/qr', { name, tags, destination: `https://example.com/${n}` });
    ids.unshift(body.id);
  }
  const { body } = await call('POST', '/qr', { name: 'Net', type: 'wifi', content: { ssid: 'Net' } });
  ids.unshift(body.id);
  await call('PATCH', `/qr/${ids[1]}`, { status: 'paused' });
});
afterAll(() => program.stop());

const idsOf = (answer: { body: { data: { id: string }[] } }) => answer.body.data.map(({ id }) => id);

test('QRA Decided 1: a list is {data, pagination}', async () => {
  const { status, body } = await call('GET', '/qr');
  expect(status).toBe(200);
  expect(Object.keys(body).sort()).toEqual(['data', 'pagination']);
  expect(body.pagination).toEqual({ page: 1, limit: 20, total: 26, pages: 2 });
});

test('QRA Decided 3: newest first, and pages join without gap or overlap', async () => {
  const pages = await Promise.all([1, 2, 3].map((page) => call('GET', `/qr?page=${page}&limit=10`)));
  expect(pages.flatMap(idsOf)).toEqual(ids);
});

describe('QRA Decided 3: page and limit out of range are clamped', () => {
  test.each([
    ['page=0', { page: 1, limit: 20 }],
    ['page=-7', { page: 1, limit: 20 }],
    ['limit=0', { page: 1, limit: 1 }],
    ['limit=-1', { page: 1, limit: 1 }],
    ['limit=101', { page: 1, limit: 100 }],
    ['limit=99999999999999999999999', { page: 1, limit: 100 }],
    ['page=&limit=', { page: 1, limit: 20 }],
  ])('%s', async (query, expected) => {
    const { status, body } = await call('GET', `/qr?${query}`);
    expect(status).toBe(200);
    expect(body.pagination).toMatchObject(expected);
  });
});

test('QRA Decided 3: past the end is empty data and a 200, however far', async () => {
  for (const page of ['4', '999999999999999999999']) {
    const { status, body } = await call('GET', `/qr?page=${page}&limit=100`);
    expect({ status, data: body.data, total: body.pagination.total }).toEqual({
      status: 200,
      data: [],
      total: 26,
    });
  }
});

test('QRA Decided 3: what is no number is a 400', async () => {
  for (const query of ['page=two', 'limit=1.5', 'limit=1e3']) {
    const { status, body } = await call('GET', `/qr?${query}`);
    expect({ status, code: body.code }).toEqual({ status: 400, code: 'validation_error' });
  }
});

describe('QRA Decided 3: filters', () => {
  test.each([
    ['status=paused', () => [ids[1]]],
    ['type=wifi', () => [ids[0]]],
    ['type=vcard', () => []],
    ['search=winter', () => [ids[22]]],
    ['search=EXAMPLE.com/24', () => [ids[1]]],
    ['search=%25', () => []],
    ['search=_', () => []],
    ['folder=01a2000e-1f1f-7341-9e25-da414181c231', () => []],
    ['tag=hal', () => []],
    ['status=&type=&tag=&search=&limit=100', () => ids],
  ])('%s', async (query, expected) => {
    const answer = await call('GET', `/qr?${query}`);
    expect(idsOf(answer)).toEqual(expected());
    expect(answer.body.pagination.total).toBe(expected().length);
  });

  test('tag=hall', async () => {
    expect((await call('GET', '/qr?tag=hall')).body.pagination.total).toBe(5);
  });

  test('an unknown status or type is a 400, a character that no text has too', async () => {
    for (const query of ['status=on', 'type=none', 'search=%00']) {
      expect(await call('GET', `/qr?${query}`)).toMatchObject({
        status: 400,
        body: { code: 'validation_error' },
      });
    }
  });
});

test('QRA Fixed: a key belongs to one workspace and sees its codes alone', async () => {
  const [owner] = await program.core.store.workspaces.listUsers();
  const other = await createWorkspace(program.core, operator, { name: 'Other', ownerId: owner!.id });
  const stranger = qraClient(program, await program.key('qra', other));
  expect((await stranger('GET', '/qr')).body).toMatchObject({ data: [], pagination: { total: 0, pages: 0 } });
});

test('HEAD is answered as GET, without a body', async () => {
  const head = await call('HEAD', '/qr');
  expect({ status: head.status, body: head.body }).toEqual({ status: 200, body: '' });
  expect(head.headers.get('content-type')).toBe('application/json');
  expect(head.headers.get('x-ratelimit-plan')).toBe('business');
});
