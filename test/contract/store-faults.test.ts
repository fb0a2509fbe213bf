import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Core } from '../../src/core/core.ts';
import { AppError } from '../../src/core/errors.ts';
import { createHttpServer } from '../../src/http/server.ts';
import { createTestApp, noFront } from '../support/app.ts';
import { startProgram, type TestProgram } from '../support/program.ts';

let program: TestProgram;
let qra: Record<string, string>;
let track: Record<string, string>;
const lines: string[] = [];
beforeAll(async () => {
  program = await startProgram();
  qra = { authorization: `Bearer ${await program.key('qra')}` };
  track = { 'x-api-key': await program.key('qr-track') };
});
afterAll(() => program.stop());

/** The surfaces over a store that fails in one place. */
function appOver(core: Core) {
  return createTestApp({
    core,
    recordCall: (call) => lines.push(JSON.stringify(call)),
    log: (level, fields, message) => lines.push(`${level} ${JSON.stringify(fields)} ${message}`),
  });
}

const secret = 'relation "codes" at 10.0.0.7 does not exist';
const away = () => Promise.reject(new AppError('unavailable', 'The database does not answer.'));
const broken = () => Promise.reject(new Error(secret));

function coreWith(fail: () => Promise<never>): Core {
  const { core } = program;
  const codes = { ...core.store.codes, list: fail, find: fail, findBySlug: fail, findWithDesign: fail };
  return { ...core, store: { ...core.store, codes } };
}

describe('a store that does not answer is a 503 with Retry-After, in the form of each surface', () => {
  const app = () => appOver(coreWith(away));
  test('api-v1, with its limit headers', async () => {
    const answer = await app().request('/api/v1/qr', { headers: qra });
    expect(answer.status).toBe(503);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(answer.headers.get('x-ratelimit-plan')).toBe('business');
    expect(await answer.json()).toEqual({ error: 'The database does not answer.', code: 'unavailable' });
  });

  test('api-v1, when the key itself cannot be looked up', async () => {
    const { core } = program;
    const keys = { ...core.store.keys, findByHash: away };
    const answer = await appOver({ ...core, store: { ...core.store, keys } }).request('/api/v1/qr', {
      headers: qra,
    });
    expect([answer.status, await answer.json()]).toMatchObject([503, { code: 'unavailable' }]);
  });

  test('api-php', async () => {
    const answer = await app().request('/api.php', { headers: track });
    expect(answer.status).toBe(503);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await answer.json()).toEqual({ error: 'The database does not answer.' });
  });

  test('images', async () => {
    const answer = await app().request('/img/abc.png');
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
  });
});

test('QRA Decided 6: what nobody expected is a 500 internal_error that tells nothing, and the log tells all', async () => {
  const app = appOver(coreWith(broken));
  const answer = await app.request('/api/v1/qr', { headers: qra });
  expect(answer.status).toBe(500);
  expect(answer.headers.get('x-ratelimit-plan')).toBe('business');
  const body = await answer.text();
  expect(JSON.parse(body)).toMatchObject({ code: 'internal_error' });
  const php = await app.request('/api.php', { headers: track });
  const image = await app.request('/img/abc.png');
  expect([php.status, image.status]).toEqual([500, 500]);
  for (const text of [body, await php.text(), await image.text()]) expect(text).not.toContain('10.0.0.7');
  expect(lines.filter((line) => line.startsWith('error'))).toHaveLength(3);
});

test('a log that breaks off in the middle ends the connection, and is not taken for a whole document', async () => {
  const { core } = program;
  const rows = Array.from({ length: 1000 }, (_, n) => ({
    ...{ id: n + 1, country: null, region: null, city: null },
    ...{ device: 'mobile', os: 'iOS', browser: 'Safari', referrer: null, flags: 0 },
  }));
  let asked = 0;
  const list = async () => {
    asked += 1;
    if (asked > 1) throw new Error(secret);
    return rows;
  };
  const app = appOver({ ...core, store: { ...core.store, scans: { ...core.store.scans, list } } });
  const body = JSON.stringify({ type: 'url', destination: 'https://example.com/' });
  const created = await app.request('/api.php', { method: 'POST', headers: track, body });
  const { uuid } = (await created.json()) as { uuid: string };
  const server = createHttpServer({ front: noFront, app });
  const url = `http://127.0.0.1:${await server.listen(0, '127.0.0.1')}`;
  lines.length = 0;
  asked = 0;
  const whole = fetch(`${url}/api.php?uuid=${uuid}`, { headers: track }).then((answer) => answer.text());
  await expect(whole).rejects.toThrow();
  expect(lines.filter((line) => line.startsWith('error'))).toHaveLength(1);
  await server.close();
});

test('logs and metrics of calls hold patterns of ours: no key, no address, no path as sent', async () => {
  lines.length = 0;
  const app = appOver(program.core);
  await app.request('/api/v1/qr/private-thing?search=hidden', { headers: qra });
  await app.request('/api.php?uuid=private-thing', { headers: track });
  await app.request('/img/private-thing.png');
  await app.request('/private-thing');
  await app.request('/healthz');
  const all = lines.join('\n');
  expect(all).not.toMatch(/private-thing|hidden|qrf_live_|qrt_|192\.0\.2/);
  for (const route of ['/api/v1/qr/:id', '/api.php', '/img/:file'])
    expect(all).toContain(`"route":"${route}"`);
  expect(lines.filter((line) => line.includes('/healthz'))).toHaveLength(1);
});
