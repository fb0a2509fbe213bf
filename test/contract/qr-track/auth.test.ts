import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { revokeKey } from '../../../src/core/keys/create.ts';
import { type Answer, type Call, plainClient, qrTrackClient } from '../../support/api.ts';
import { operator, startProgram, type TestProgram } from '../../support/program.ts';

let program: TestProgram;
let plain: Call;
beforeAll(async () => {
  program = await startProgram({ API_RATE_LIMIT: '60' });
  plain = plainClient(program);
});
afterAll(() => program.stop());

const refusal = { error: 'Unauthorized: Invalid API Key' };

test('QR Track Measured: a missing, empty or wrong key is a 401 whatever the method, the path or the body', async () => {
  const qra = await program.key('qra');
  for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
    for (const headers of [{}, { 'x-api-key': '' }, { 'x-api-key': 'qrt_wrong' }, { 'x-api-key': qra }]) {
      const body = method === 'POST' ? 'nonsense' : undefined;
      const answer = await plain(method, '/api.php?uuid=', body, headers as Record<string, string>);
      expect({ method, status: answer.status, body: answer.body }).toEqual({
        method,
        status: 401,
        body: refusal,
      });
    }
  }
});

test('QR Track Measured: a key in the query is not accepted', async () => {
  const key = await program.key('qr-track');
  expect(await plain('GET', `/api.php?api_key=${key}`)).toMatchObject({ status: 401, body: refusal });
});

test('QR Track Decided 1: header names are case-insensitive; a qrt_ key does not open /api/v1', async () => {
  const key = await program.key('qr-track');
  expect((await plain('GET', '/api.php', undefined, { 'X-API-KEY': key })).status).toBe(200);
  expect((await plain('GET', '/api/v1/qr', undefined, { authorization: `Bearer ${key}` })).status).toBe(401);
});

test('QR Track Fixed: revoking a key is effective at once and leaves codes and other keys alone', async () => {
  const [first, second] = [await program.key('qr-track'), await program.key('qr-track')];
  const [a, b] = [qrTrackClient(program, first), qrTrackClient(program, second)];
  const { body } = await a('POST', '', { type: 'url', destination: 'https://example.com/' });
  const [stored] = await program.core.store.keys.findByPrefix(first.slice(0, 10));
  await revokeKey(program.core, operator, stored!);
  expect((await a('GET', '')).status).toBe(401);
  expect((await b('GET', `?uuid=${body.uuid}`)).status).toBe(200);
});

describe('QR Track Measured: other methods', () => {
  test.each(['PUT', 'PATCH', 'DELETE', 'OPTIONS'])('%s with a good key is a 405', async (method) => {
    const call = qrTrackClient(program, await program.key('qr-track'));
    const answer = await call(method, '');
    expect(answer).toMatchObject({ status: 405, body: { error: 'Method Not Allowed' } });
    expect(answer.headers.get('allow')).toBe('GET, HEAD, POST');
  });

  test('HEAD is answered as GET, without a body', async () => {
    const call = qrTrackClient(program, await program.key('qr-track'));
    expect(await call('HEAD', '')).toMatchObject({ status: 200, body: '' });
  });
});

test('QR Track Fixed and Decided 8: 60 requests a minute and key, then a 429 with Retry-After and its own body', async () => {
  const call = qrTrackClient(program, await program.key('qr-track'));
  let refused: Answer | undefined;
  let allowed = 0;
  for (let n = 0; n < 130 && refused === undefined; n += 1) {
    const answer = await call('GET', '?uuid=none');
    if (answer.status === 429) refused = answer;
    else allowed += 1;
  }
  // A minute that ends meanwhile starts the count again.
  expect([60, 120]).toContain(allowed - (allowed % 60));
  const wait = Number(refused!.headers.get('retry-after'));
  expect(refused!.body).toEqual({
    error: 'Too Many Requests',
    limit: 60,
    retry_after: wait,
    reset_at: expect.any(Number),
  });
  expect(refused!.body.reset_at % 60).toBe(0);
  expect(wait).toBeGreaterThanOrEqual(1);
  expect(wait).toBeLessThanOrEqual(60);
  const other = qrTrackClient(program, await program.key('qr-track'));
  expect((await other('GET', '')).status).toBe(200);
});
