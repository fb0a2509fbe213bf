import { unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Call, qraClient } from '../../support/api.ts';
import { decodeWithZxing } from '../../support/decode-qr.ts';
import { baseUrl, startProgram, type TestProgram } from '../../support/program.ts';

let program: TestProgram;
let call: Call;
let key: string;
const ids: string[] = [];
beforeAll(async () => {
  program = await startProgram();
  key = await program.key('qra');
  call = qraClient(program, key);
  for (let n = 0; n < 4; n += 1) {
    const body = { name: `Table ${n}`, destination: 'https://example.com/menu', slug: `table-${n}` };
    ids.push((await call('POST', '/qr', { ...body, tags: [n < 3 ? 'inside' : 'outside'] })).body.id);
  }
});
afterAll(() => program.stop());

async function pack(body: object) {
  const response = await fetch(`${program.url}/api/v1/pictures`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}` },
    body: JSON.stringify(body),
  });
  const files = unzipSync(new Uint8Array(await response.arrayBuffer()));
  return { headers: response.headers, files };
}

test('codes are packed in the order in which they were named, each under its slug', async () => {
  const { headers, files } = await pack({ codes: [ids[2], ids[0]], size: 300 });
  expect(headers.get('quietzone-files')).toBe('2');
  expect(headers.get('content-type')).toBe('application/zip');
  expect(headers.get('content-disposition')).toMatch(/^attachment; filename="codes-[a-z0-9-]+\.zip"$/);
  expect(Object.keys(files)).toEqual(['table-2.png', 'table-0.png']);
  expect(await decodeWithZxing(Buffer.from(files['table-2.png'] ?? []))).toBe(`${baseUrl}/p/table-2`);
});

test('what a filter finds is packed newest first, in any format and size on paper', async () => {
  const { files } = await pack({ filter: { tag: 'inside' }, format: 'svg', mm: 30 });
  expect(Object.keys(files)).toEqual(['table-2.svg', 'table-1.svg', 'table-0.svg']);
  expect(Buffer.from(files['table-1.svg'] ?? []).toString()).toContain('width="30mm"');
});

test.each(['/pictures', '/sheets'])('10,000 ids fit into the body of %s, in whatever JSON', async (path) => {
  const codes = Array.from({ length: 10_000 }, () => '0199f1a8-7f3c-7cc1-9d0e-3f6d2b8a4c51');
  const response = await fetch(`${program.url}/api/v1${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}` },
    body: JSON.stringify({ codes }, null, 4),
  });
  expect([response.status, await response.json()]).toMatchObject([400, { details: [{ path: 'codes.0' }] }]);
  const large = await call('POST', path, { filter: { search: 'x'.repeat(1_000_000) } });
  expect(large).toMatchObject({ status: 413, body: { error: expect.stringContaining('1000000 bytes') } });
});

test('a code in the trash is none that can be packed', async () => {
  const body = { name: 'Old table', destination: 'https://example.com/menu' };
  const { id } = (await call('POST', '/qr', body)).body;
  await call('DELETE', `/qr/${id}`);
  const answer = await call('POST', '/pictures', { codes: [ids[0], id] });
  expect(answer).toMatchObject({ status: 400, body: { details: [{ path: 'codes.1' }] } });
});

test.each([
  ['codes', {}],
  ['codes', { codes: ['a'], filter: {} }],
  ['codes.0', { codes: ['0199f1a8-7f3c-7cc1-9d0e-3f6d2b8a4c51'] }],
  ['filter', { filter: { tag: 'nowhere' } }],
  ['format', { filter: {}, format: 'gif' }],
  ['size', { filter: {}, size: 9_000 }],
  ['preset', { filter: {}, preset: 'ocean' }],
])('a wrong %s is refused by name: %j', async (path, body) => {
  const answer = await call('POST', '/pictures', body);
  expect(answer).toMatchObject({ status: 400, body: { details: [{ path }] } });
});
