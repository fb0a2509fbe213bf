import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Call, plainClient } from '../support/api.ts';
import { startProgram, type TestProgram } from '../support/program.ts';

let program: TestProgram;
let plain: Call;
beforeAll(async () => {
  program = await startProgram();
  plain = plainClient(program);
});
afterAll(() => program.stop());

describe('pages of our own carry no script and ask nobody else', () => {
  test.each([
    ['/nothing', 404],
    ['/dashboard/x', 404],
  ])('%s: %i', async (path, status) => {
    const page = await plain('GET', path);
    expect(page.status).toBe(status);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
    expect(page.body).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org\/2000\/svg)/);
  });

  test('an unknown path is not repeated in its page', async () => {
    expect((await plain('GET', '/<b>x</b>')).body).not.toContain('<b>x');
  });
});

test('the bare address leads to the dashboard', async () => {
  const { status, headers } = await plain('GET', '/');
  expect([status, headers.get('location')]).toEqual([302, '/app/']);
});

test('robots are kept from short links and the APIs', async () => {
  const { status, headers, body } = await plain('GET', '/robots.txt');
  expect([status, headers.get('content-type')]).toEqual([200, 'text/plain; charset=UTF-8']);
  expect(body).toMatch(/^Disallow: \/p\/$/m);
  expect(body).toMatch(/^Disallow: \/api$/m);
});

test('the mark is an SVG', async () => {
  const mark = await plain('GET', '/favicon.svg');
  expect(mark.headers.get('content-type')).toBe('image/svg+xml');
  expect(mark.body).toMatch(/^<svg /);
});

test('/healthz, /readyz and /metrics answer without a key', async () => {
  expect(await plain('GET', '/healthz')).toMatchObject({ status: 200, body: { status: 'ok' } });
  expect((await plain('GET', '/readyz')).status).toBe(200);
  await plain('GET', '/api/v1/qr');
  const metrics = await plain('GET', '/metrics');
  expect(metrics.status).toBe(200);
  expect(metrics.headers.get('content-type')).toContain('text/plain; version=0.0.4');
  expect(metrics.body).toMatch(/^# TYPE /m);
});

test('/api/docs is held to our own origin, and asks for its program and its start alone', async () => {
  const page = await plain('GET', '/api/docs');
  expect(page.status).toBe(200);
  const policy = page.headers.get('content-security-policy');
  expect(policy).toContain("script-src 'self'");
  expect(policy).toContain("connect-src 'self'");
  expect(page.body).not.toMatch(/https?:/);
  const scripts = [...page.body.matchAll(/<script src="([^"]+)"><\/script>/g)].map(([, src]) => src);
  expect(scripts).toEqual(['/api/docs/scalar.js', '/api/docs/start.js']);
  expect((await plain('GET', '/api/docs/start.js')).body).toContain('"withDefaultFonts":false');
});
