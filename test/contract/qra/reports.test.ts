import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Call, qraClient } from '../../support/api.ts';
import { startProgram, type TestProgram } from '../../support/program.ts';

let program: TestProgram;
let call: Call;
let code: string;
beforeAll(async () => {
  program = await startProgram();
  call = qraClient(program, await program.key('qra'));
  const body = { name: 'Menu', tags: ['hall'], destination: 'https://example.com/' };
  code = (await call('POST', '/qr', body)).body.id;
});
afterAll(() => program.stop());

const headOf = async (url: string) =>
  (await fetch(`${program.url}/app/api/reports/${url.slice(url.lastIndexOf('/') + 1)}`)).status;

test('a link is made, listed without its address, and revoked at once', async () => {
  const input = { title: 'For the fair', set: { code }, days: 30, expires_at: '2099-01-01' };
  const made = await call('POST', '/reports', { ...input, password: 'open sesame' });
  const { url, ...report } = made.body;
  expect(made.status).toBe(201);
  expect(report).toMatchObject({
    ...{ ...input, expires_at: '2099-01-01T00:00:00.000Z', set_name: 'Menu', has_password: true },
    ...{ created_by: 'test', revoked_at: null, seen_at: null },
  });
  expect((await call('GET', '/reports')).body).toEqual({ data: [report] });
  expect(await headOf(url)).toBe(200);
  const revoked = await call('DELETE', `/reports/${report.id}`);
  expect([revoked.status, revoked.body]).toEqual([200, { success: true, id: report.id }]);
  expect(await headOf(url)).toBe(404);
  const [listed] = (await call('GET', '/reports')).body.data;
  expect(Date.parse(listed.revoked_at)).toBeGreaterThan(Date.parse(report.created_at));
});

test('a link is changed, and what is not sent stays', async () => {
  const input = { title: 'For the fair', set: { code }, days: 30, expires_at: '2099-01-01' };
  const { url, ...made } = (await call('POST', '/reports', { ...input, password: 'open sesame' })).body;
  const path = `/reports/${made.id}`;
  const renamed = await call('PATCH', path, { title: 'For the market', expires_at: null });
  expect([renamed.status, renamed.body]).toEqual([
    200,
    { ...made, title: 'For the market', expires_at: null },
  ]);
  expect((await call('PATCH', path, { password: null })).body.has_password).toBe(false);
  expect((await call('PATCH', path, { password: 'another word', days: 7 })).body).toEqual({
    ...{ ...renamed.body, days: 7 },
  });
  expect(await headOf(url)).toBe(200);
  for (const [field, value] of [
    ['title', ''],
    ['days', 401],
    ['password', 'short'],
    ['expires_at', '2020-01-01'],
  ] as const) {
    const { status, body } = await call('PATCH', path, { [field]: value });
    expect([status, body.details?.[0]?.path]).toEqual([400, field]);
  }
  expect((await call('PATCH', '/reports/0199f1a8-7f3c-7cc1-9d0e-3f6d2b8a4c53', {})).status).toBe(404);
});

test('without a set it is of the whole workspace, and of a tag or a folder where one is named', async () => {
  const folder = (await call('POST', '/folders', { name: 'Summer' })).body.id;
  for (const [set, name] of [
    [undefined, null],
    [{}, null],
    [{ tag: 'hall' }, 'hall'],
    [{ folder }, 'Summer'],
  ] as const) {
    const { status, body } = await call('POST', '/reports', { title: 'Numbers', set, days: 7 });
    expect([status, body.set, body.set_name]).toEqual([201, set ?? {}, name]);
  }
});

test.each([
  ['title', { title: '' }],
  ['days', { days: 401 }],
  ['days', { days: '30' }],
  ['set', { set: { tag: 'hall', code: 'x' } }],
  ['set.tags', { set: { tags: 'hall' } }],
  ['password', { password: 'short' }],
  ['expires_at', { expires_at: '2020-01-01' }],
  ['expires_at', { expires_at: 'tomorrow' }],
])('what does not fit is refused by name: %s', async (path, changes) => {
  const { status, body } = await call('POST', '/reports', { title: 'Numbers', days: 30, ...changes });
  expect([status, body.code, body.details?.[0]?.path]).toEqual([400, 'validation_error', path]);
});
