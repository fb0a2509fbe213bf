import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWorkspace } from '../../../src/core/workspaces/create.ts';
import { type Answer, type Call, plainClient, qraClient } from '../../support/api.ts';
import { makePng, svg } from '../../support/hostile-pictures.ts';
import { baseUrl, operator, startProgram, type TestProgram } from '../../support/program.ts';

let program: TestProgram;
let key: string;
let call: Call;
let stranger: Call;
beforeAll(async () => {
  program = await startProgram();
  key = await program.key('qra');
  call = qraClient(program, key);
  const [owner] = await program.core.store.workspaces.listUsers();
  const other = await createWorkspace(program.core, operator, { name: 'Other', ownerId: owner!.id });
  stranger = qraClient(program, await program.key('qra', other));
});
afterAll(() => program.stop());

async function upload(body: Uint8Array | FormData, query = '', headers = {}): Promise<Answer> {
  const response = await fetch(`${program.url}/api/v1/logos${query}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, ...headers },
    body: body instanceof FormData ? body : Uint8Array.from(body),
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

const circle = svg('<circle cx="50" cy="50" r="50" fill="#1040a0"/>');
const shape = (id: string) => ({
  id: expect.stringMatching(/^[0-9a-f]{64}$/),
  name: expect.any(String),
  width: expect.any(Number),
  height: expect.any(Number),
  url: expect.stringMatching(`^${baseUrl}/api/v1/logos/${id}/image$`),
  created_at: expect.stringMatching(/Z$/),
});

test('a file that is sent as it is becomes a logo, whatever its Content-Type says', async () => {
  const made = await upload(circle, '?name=Sun', { 'content-type': 'application/json' });
  expect(made).toMatchObject({ status: 201, body: { name: 'Sun', width: 1024, height: 1024 } });
  expect(made.body).toEqual(shape(made.body.id));
  expect(made.headers.get('location')).toBe(`${baseUrl}/api/v1/logos/${made.body.id}`);
  expect((await call('GET', `/logos/${made.body.id}`)).body).toEqual(made.body);
  const again = await upload(circle, '?name=Moon');
  expect([again.status, again.body]).toEqual([200, made.body]);
  expect((await call('GET', '/logos')).body).toEqual({ data: [made.body] });
});

test('a form with the field file does too, and is named by its file', async () => {
  const form = new FormData();
  form.append('file', new Blob([Uint8Array.from(makePng({ width: 30, height: 20 }))]), 'Blue moon.png');
  expect(await upload(form)).toMatchObject({
    status: 201,
    body: { name: 'Blue moon', width: 30, height: 20 },
  });
  const empty = new FormData();
  empty.append('picture', 'none');
  expect(await upload(empty)).toMatchObject({
    status: 400,
    body: {
      code: 'validation_error',
      details: [{ path: 'file', message: expect.stringMatching(/missing/) }],
    },
  });
  const broken = await upload(Buffer.from('nonsense'), '', { 'content-type': 'multipart/form-data' });
  expect(broken).toMatchObject({ status: 400, body: { details: [{ path: 'file' }] } });
});

test('the picture of a logo is a PNG, for its own workspace alone', async () => {
  const { body } = await upload(makePng({ width: 40, height: 40 }));
  const response = await fetch(`${program.url}/api/v1/logos/${body.id}/image`, {
    headers: { authorization: `Bearer ${key}` },
  });
  expect(response.headers.get('content-type')).toBe('image/png');
  const picture = await sharp(await response.arrayBuffer()).metadata();
  expect(picture).toMatchObject({ format: 'png', width: 40, height: 40 });
  for (const path of [`/logos/${body.id}`, `/logos/${body.id}/image`]) {
    expect(await stranger('GET', path)).toMatchObject({ status: 404, body: { code: 'not_found' } });
  }
  expect(await stranger('DELETE', `/logos/${body.id}`)).toMatchObject({ status: 404 });
  expect((await stranger('GET', '/logos')).body).toEqual({ data: [] });
});

test('what is no harmless picture is a 400 that names the file, and what is too large a 413', async () => {
  expect(await upload(svg('<script>x</script>'))).toMatchObject({
    status: 400,
    body: {
      code: 'validation_error',
      details: [{ path: 'file', message: expect.stringMatching(/scripts/) }],
    },
  });
  expect(await upload(Buffer.from('GIF89a'))).toMatchObject({
    status: 400,
    body: { details: [{ path: 'file' }] },
  });
  const zipped = await upload(circle, '', { 'content-encoding': 'gzip' });
  expect(zipped).toMatchObject({ status: 400, body: { details: [{ path: 'file' }] } });
  const large = await upload(Buffer.alloc(1_200_000));
  expect(large).toMatchObject({ status: 413, body: { code: 'payload_too_large' } });
  const long = await upload(circle, `?name=${'x'.repeat(256)}`);
  expect(long).toMatchObject({ status: 400, body: { details: [{ path: 'name' }] } });
});

test('a logo in use stays, with a 409, until no code has it; a code shows it to everyone', async () => {
  const { body: logo } = await upload(makePng({ width: 50, height: 50 }));
  const design = { error_correction: 'H', logo: { image: logo.id, size: 0.2 } };
  const sent = { name: 'Menu', destination: 'https://example.com/', design };
  const { status, body: code } = await call('POST', '/qr', sent);
  expect(status).toBe(201);
  expect(await call('DELETE', `/logos/${logo.id}`)).toMatchObject({ status: 409, body: { code: 'in_use' } });
  const seen = await plainClient(program)('GET', `/img/${code.slug}/logo.png`);
  expect([seen.status, seen.headers.get('content-type')]).toEqual([200, 'image/png']);
  await call('PATCH', `/qr/${code.id}`, { design: { logo: null } });
  expect(await call('DELETE', `/logos/${logo.id}`)).toMatchObject({
    status: 200,
    body: { success: true, id: logo.id },
  });
  expect(await call('DELETE', `/logos/${logo.id}`)).toMatchObject({ status: 404 });
});
