import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { revokeKey } from '../../../src/core/keys/create.ts';
import { type Call, plainClient, qraClient } from '../../support/api.ts';
import { operator, startProgram, type TestProgram } from '../../support/program.ts';

let program: TestProgram;
let key: string;
let call: Call;
let plain: Call;
beforeAll(async () => {
  program = await startProgram({ PLAN_FREE_RATE: '100000', PLAN_BUSINESS_CODES: '3' });
  key = await program.key('qra');
  call = qraClient(program, key);
  plain = plainClient(program);
});
afterAll(() => program.stop());

const create = () => call('POST', '/qr', { name: 'Menu', destination: 'https://example.com/' });

/** As `revokeKey` of the command line: the key is found by what is shown of it. */
async function revoke(raw: string): Promise<void> {
  const [stored] = await program.core.store.keys.findByPrefix(raw.slice(0, 15));
  await revokeKey(program.core, operator, stored!);
}

test('QRA Decided 6: missing, malformed, unknown, foreign and revoked keys answer alike, with WWW-Authenticate', async () => {
  const revoked = await program.key('qra');
  expect((await qraClient(program, revoked)('GET', '/qr')).status).toBe(200);
  await revoke(revoked);
  const values = [
    undefined,
    '',
    'Bearer',
    'Bearer ',
    key,
    `Basic ${key}`,
    `Bearer ${key} x`,
    'Bearer qrf_live_00000000000000000000000000000000',
    `Bearer ${await program.key('qr-track')}`,
    `Bearer ${revoked}`,
    `Bearer qrf_live_${'x'.repeat(4000)}`,
  ];
  const answers = [];
  for (const authorization of values) {
    answers.push(
      await plain('GET', '/api/v1/qr', undefined, authorization === undefined ? {} : { authorization }),
    );
  }
  for (const { status, headers, body } of answers) {
    expect({ status, body }).toEqual({ status: 401, body: answers[0]!.body });
    expect(body.code).toBe('unauthorized');
    expect(headers.get('www-authenticate')).toBe('Bearer');
  }
});

test('QRA Fixed: the scheme of Authorization is read in any case', async () => {
  const answer = await plain('GET', '/api/v1/qr', undefined, { authorization: `bearer ${key}` });
  expect(answer.status).toBe(200);
});

test('QRA Fixed and Decided 6: over the code limit creating is refused, existing codes go on', async () => {
  const made = [await create(), await create(), await create()];
  expect(made.map(({ status }) => status)).toEqual([201, 201, 201]);
  expect(await create()).toMatchObject({ status: 403, body: { code: 'plan_limit_reached' } });
  const { body } = made[0]!;
  expect((await plain('GET', `/p/${body.slug}`)).status).toBe(302);
  expect((await call('PATCH', `/qr/${body.id}`, { name: 'New' })).status).toBe(200);
  await call('DELETE', `/qr/${body.id}`);
  const race = await Promise.all([create(), create(), create()]);
  expect(race.map(({ status }) => status).sort()).toEqual([201, 403, 403]);
});

describe('QRA Decided 6: under /api/ an error is always JSON', () => {
  test.each([
    ['GET', '/api/v1', 404],
    ['GET', '/api/v1/', 404],
    ['GET', '/api/v1/nothing', 404],
    ['GET', '/api/v1/qr/', 404],
    ['GET', '/api/v1//qr', 404],
    ['GET', '/api/v1/qr/x/y/z', 404],
    ['GET', '/api/v2/qr', 404],
    ['POST', '/api/', 404],
    ['PUT', '/api/v1/qr', 405],
    ['DELETE', '/api/v1/qr', 405],
    ['POST', '/api/v1/workspace', 405],
    ['OPTIONS', '/api/v1/qr', 405],
    ['PROPFIND', '/api/v1/qr', 405],
  ])('%s %s: %i', async (method, path, status) => {
    const answer = await plain(method, path, undefined, { authorization: `Bearer ${key}` });
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.body).toEqual({
      error: expect.any(String),
      code: status === 404 ? 'not_found' : 'method_not_allowed',
    });
  });
});

test('QRA Decided 6: a 405 names what is allowed', async () => {
  const allow = async (path: string) => (await call('PUT', path)).headers.get('allow');
  expect(await allow('/qr')).toBe('GET, HEAD, POST');
  expect(await allow('/qr/x')).toBe('GET, HEAD, PATCH, DELETE');
  expect(await allow('/qr/x/scans')).toBe('GET, HEAD');
  expect(await allow('/workspace')).toBe('GET, HEAD');
});

describe('QRA Decided 6: bodies that cannot be read', () => {
  const deep = `${'['.repeat(40)}${']'.repeat(40)}`;
  test.each([
    ['nothing', '', 400, 'invalid_json'],
    ['text', 'hello', 400, 'invalid_json'],
    ['half of an object', '{"name":"x"', 400, 'invalid_json'],
    ['a form', 'name=x&destination=https%3A%2F%2Fexample.com', 400, 'invalid_json'],
    ['40 levels', `{"name":"x","content":${deep}}`, 400, 'validation_error'],
    ['10,000 levels', `${'['.repeat(10_000)}${']'.repeat(10_000)}`, 400, 'validation_error'],
    ['a NUL', '{"name":"a\\u0000b"}', 400, 'validation_error'],
    ['half a surrogate pair', '{"name":"a\\ud800b"}', 400, 'validation_error'],
    ['a list', '[]', 400, 'validation_error'],
    ['null', 'null', 400, 'validation_error'],
    ['more than 100 kB', JSON.stringify({ name: 'x'.repeat(100_000) }), 413, 'payload_too_large'],
    ['much more', JSON.stringify({ name: 'x'.repeat(3_000_000) }), 413, 'payload_too_large'],
  ])('%s', async (_what, body, status, code) => {
    const answer = await call('POST', '/qr', body);
    expect({ status: answer.status, code: answer.body.code }).toEqual({ status, code });
  });

  test('more than 100 kB in chunks, without a length', async () => {
    const chunk = new TextEncoder().encode('x'.repeat(10_000));
    let sent = 0;
    const body = new ReadableStream({
      pull(controller) {
        sent += 1;
        if (sent > 30) controller.close();
        else controller.enqueue(chunk);
      },
    });
    const init = { method: 'POST', headers: { authorization: `Bearer ${key}` }, body, duplex: 'half' };
    const answer = await fetch(`${program.url}/api/v1/qr`, init as RequestInit);
    expect(answer.status).toBe(413);
    expect(await answer.json()).toMatchObject({ code: 'payload_too_large' });
  });

  test('bytes that are no UTF-8, and compressed ones', async () => {
    const send = (body: Uint8Array<ArrayBuffer>, headers = {}) =>
      fetch(`${program.url}/api/v1/qr`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, ...headers },
        body,
      });
    const latin1 = await send(Buffer.from('{"name":"Caf\xe9"}', 'latin1'));
    expect([latin1.status, (await latin1.json()) as object]).toMatchObject([400, { code: 'invalid_json' }]);
    const gzip = await send(Buffer.from([0x1f, 0x8b, 8, 0]), { 'content-encoding': 'gzip' });
    expect([gzip.status, (await gzip.json()) as object]).toMatchObject([400, { code: 'validation_error' }]);
  });
});

test('keys such as __proto__ and constructor in a body do no harm', async () => {
  const body =
    '{"name":"x","destination":"https://example.com/","__proto__":{"status":"paused"},"constructor":1,"slug":"proto-test"}';
  const answer = await call('POST', '/qr', body);
  expect(answer.status === 403 || answer.body.status === 'active').toBe(true);
  const content = '{"name":"x","type":"wifi","content":{"__proto__":{"ssid":"x"}}}';
  expect(await call('POST', '/qr', content)).toMatchObject({
    status: 400,
    body: { code: 'validation_error' },
  });
});

test('QRA Decided 7: the body is parsed as JSON whatever its Content-Type, even none', async () => {
  const [code] = (await call('GET', '/qr')).body.data;
  for (const type of ['', 'text/plain', 'application/xml', 'application/json; charset=latin1', 'nonsense']) {
    const edit = new TextEncoder().encode(JSON.stringify({ name: `By ${type}` }));
    const headers = { authorization: `Bearer ${key}`, ...(type === '' ? {} : { 'content-type': type }) };
    const answer = await fetch(`${program.url}/api/v1/qr/${code.id}`, {
      method: 'PATCH',
      headers,
      body: edit,
    });
    expect(answer.status).toBe(200);
  }
});
