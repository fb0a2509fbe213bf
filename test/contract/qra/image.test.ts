import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Call, qraClient } from '../../support/api.ts';
import { decodeWithZxing } from '../../support/decode-qr.ts';
import { baseUrl, startProgram, type TestProgram } from '../../support/program.ts';

let program: TestProgram;
let call: Call;
let key: string;
let id: string;
let slug: string;
beforeAll(async () => {
  program = await startProgram();
  key = await program.key('qra');
  call = qraClient(program, key);
  const design = { preset: 'badge' };
  const made = await call('POST', '/qr', { name: 'Menu', destination: 'https://example.com', design });
  ({ id, slug } = made.body);
});
afterAll(() => program.stop());

async function load(path: string, init: RequestInit = {}) {
  const headers = { authorization: `Bearer ${key}`, ...(init.headers as Record<string, string>) };
  const response = await fetch(`${program.url}/api/v1${path}`, { ...init, headers });
  return {
    status: response.status,
    headers: response.headers,
    bytes: Buffer.from(await response.arrayBuffer()),
  };
}

const beginnings = {
  svg: ['image/svg+xml', '<svg '],
  png: ['image/png', '\x89PNG'],
  jpg: ['image/jpeg', '\xff\xd8\xff'],
  webp: ['image/webp', 'RIFF'],
  pdf: ['application/pdf', '%PDF-'],
  eps: ['application/postscript', '%!PS-Adobe'],
  zpl: ['application/zpl', '^XA'],
} as const;

test.each(Object.entries(beginnings))(
  'the picture of a code is there as %s, under the name of its slug',
  async (format, [type, start]) => {
    const { status, headers, bytes } = await load(`/qr/${id}/image?format=${format}&mm=40`);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe(type);
    expect(bytes.toString('latin1').startsWith(start)).toBe(true);
    expect(headers.get('content-disposition')).toBe(`inline; filename="${slug}.${format}"`);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  },
);

test('it is PNG by default, says the short link, and has the design of the code', async () => {
  const { headers, bytes } = await load(`/qr/${id}/image?size=600`);
  expect(headers.get('content-type')).toBe('image/png');
  expect(await decodeWithZxing(bytes)).toBe(`${baseUrl}/p/${slug}`);
  // The frame of the badge makes it higher than wide.
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  expect(width).toBeLessThanOrEqual(600);
  expect(height).toBeGreaterThan(width);
});

test('the query changes the design for this picture alone', async () => {
  const own = await load(`/qr/${id}/image?format=svg`);
  const red = await load(`/qr/${id}/image?format=svg&dark=b00020&rotation=90`);
  expect(own.bytes.toString()).not.toContain('#b00020');
  expect(red.bytes.toString()).toContain('#b00020');
  expect((await load(`/qr/${id}/image?format=svg`)).bytes.equals(own.bytes)).toBe(true);
});

test('every value that the document lists for a parameter is taken, here and in the public picture', async () => {
  const { body } = await call('GET', '/openapi.json');
  const { parameters } = body.paths['/qr/{id}/image'].get;
  const values = parameters.flatMap(({ name, schema }: { name: string; schema: { enum?: unknown[] } }) =>
    (schema.enum ?? []).map((value) => `${name}=${value}`),
  );
  expect(values).toEqual(expect.arrayContaining(['ecc=auto', 'shape=dots', 'rotation=90', 'format=zpl']));
  for (const query of values) {
    expect((await load(`/qr/${id}/image?size=64&${query}`)).status, query).toBe(200);
    expect((await fetch(`${program.url}/img/${slug}.png?size=64&${query}`)).status, query).toBe(200);
  }
});

test('whoever has it already is told so, and a new design is another picture', async () => {
  const made = await call('POST', '/qr', { name: 'B', destination: 'https://example.com' });
  const path = `/qr/${made.body.id}/image`;
  const first = await load(path);
  const etag = first.headers.get('etag')!;
  expect(first.headers.get('cache-control')).toBe('private, no-cache');
  const again = await load(path, { headers: { 'if-none-match': etag } });
  expect([again.status, again.bytes.length]).toEqual([304, 0]);
  await call('PATCH', `/qr/${made.body.id}`, { design: { preset: 'dots' } });
  const other = await load(path, { headers: { 'if-none-match': etag } });
  expect(other.status).toBe(200);
  expect(other.headers.get('etag')).not.toBe(etag);
});

test('HEAD has the headers alone, and download asks browsers to store it', async () => {
  const { status, headers, bytes } = await load(`/qr/${id}/image?download=1`, { method: 'HEAD' });
  expect([status, bytes.length]).toEqual([200, 0]);
  expect(headers.get('content-disposition')).toBe(`attachment; filename="${slug}.png"`);
});

test.each([
  ['format=gif', 'format'],
  ['size=63', 'size'],
  ['size=4097', 'size'],
  ['size=big', 'size'],
  ['mm=4', 'mm'],
  ['mm=2001', 'mm'],
  ['dpi=71', 'dpi'],
  ['dpi=1201', 'dpi'],
  ['format=pdf&bleed=11', 'bleed'],
  ['ink=rgba', 'ink'],
  ['dark=eee', 'dark'],
  ['light=222', 'light'],
  ['dark=black', 'dark'],
  ['shape=star', 'shape'],
  ['margin=17', 'margin'],
  ['ecc=X', 'ecc'],
  ['rotation=45', 'rotation'],
])('?%s is a 400 that names the parameter', async (query, path) => {
  const { status, bytes } = await load(`/qr/${id}/image?${query}`);
  expect(status).toBe(400);
  expect(JSON.parse(bytes.toString()).details).toMatchObject([{ path }]);
});
