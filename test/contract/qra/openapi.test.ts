import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Call, plainClient } from '../../support/api.ts';
import { baseUrl, startProgram, type TestProgram } from '../../support/program.ts';

let program: TestProgram;
let plain: Call;
beforeAll(async () => {
  program = await startProgram({ API_CORS_ORIGINS: 'https://admin.example.com' });
  plain = plainClient(program);
});
afterAll(() => program.stop());

test('QRA Fixed: /openapi.json is OpenAPI 3.1.0, without a key, with the names that the documents give', async () => {
  const { status, headers, body } = await plain('GET', '/openapi.json');
  expect(status).toBe(200);
  expect(headers.get('content-type')).toBe('application/json');
  expect(body.openapi).toBe('3.1.0');
  expect(body.servers[0].url).toBe(`${baseUrl}/api/v1`);
  expect(Object.keys(body.paths)).toEqual(
    expect.arrayContaining(['/qr', '/qr/{id}', '/qr/{id}/scans', '/workspace']),
  );
  expect(Object.keys(body.paths['/qr'])).toEqual(['get', 'post']);
  expect(Object.keys(body.paths['/qr/{id}'])).toEqual(['get', 'patch', 'delete']);
  expect(body.components.securitySchemes.bearerAuth).toMatchObject({ type: 'http', scheme: 'bearer' });
  expect(Object.keys(body.components.schemas)).toEqual(
    expect.arrayContaining(['QRCode', 'Pagination', 'Scan', 'Error']),
  );
  expect((await plain('GET', '/api/v1/openapi.json')).body).toEqual(body);
});

test('QRA Decided 11: the document says that referrer is the host alone', async () => {
  const { body } = await plain('GET', '/openapi.json');
  expect(body.components.schemas.Scan.properties.referrer.description).toMatch(/host alone/);
});

test('times of queries are no date-time, since a date alone is taken, and codes of errors are a closed list', async () => {
  const { body } = await plain('GET', '/openapi.json');
  let times = 0;
  for (const path of ['/stats', '/scans.csv', '/qr/{id}/scans']) {
    for (const { name, schema } of body.paths[path].get.parameters) {
      if (name !== 'since' && name !== 'until') continue;
      times += 1;
      expect(schema.format).toBeUndefined();
      for (const time of ['2026-05-01', '2026-05-01T18:30:00.5+02:00', '2026-05-01T18:30:00Z'])
        expect(time).toMatch(new RegExp(schema.pattern));
      expect('2026-05-01T18:30:00').not.toMatch(new RegExp(schema.pattern));
    }
  }
  expect(times).toBe(6);
  expect(body.components.schemas.Error.properties.code.enum).toEqual(
    expect.arrayContaining(['validation_error', 'too_broad', 'rate_limited', 'not_found']),
  );
});

test('the document passes the linter of Redocly without a warning', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'quietzone-openapi-'));
  const { body } = await plain('GET', '/openapi.json');
  await writeFile(join(dir, 'openapi.json'), JSON.stringify(body));
  await writeFile(
    join(dir, 'redocly.yaml'),
    'extends: [recommended-strict]\nrules: { no-server-example.com: off }\n',
  );
  const redocly = fileURLToPath(new URL('../../../node_modules/@redocly/cli/bin/cli.js', import.meta.url));
  const quiet = { REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true', CI: 'true' };
  const options = { cwd: dir, env: { PATH: process.env.PATH ?? '', HOME: dir, ...quiet } };
  const lint = promisify(execFile)(process.execPath, [redocly, 'lint', 'openapi.json'], options);
  const output = await lint.then(
    ({ stdout, stderr }) => stdout + stderr,
    ({ stdout, stderr }) => `FAILED ${stdout}${stderr}`,
  );
  await rm(dir, { recursive: true });
  expect(output).toContain('Your API description is valid');
  expect(output).not.toMatch(/FAILED|warning/);
}, 60_000);

test('browsers of configured origins may ask, others may not', async () => {
  const preflight = (origin: string) =>
    plain('OPTIONS', '/api/v1/qr', undefined, { origin, 'access-control-request-method': 'POST' });
  const good = await preflight('https://admin.example.com');
  expect(good.status).toBe(204);
  expect(good.headers.get('access-control-allow-origin')).toBe('https://admin.example.com');
  expect(good.headers.get('access-control-allow-headers')).toContain('Authorization');
  const bad = await preflight('https://evil.example.com');
  expect(bad.status).toBe(401);
  expect(bad.headers.get('access-control-allow-origin')).toBeNull();
  const answer = await plain('GET', '/api/v1/qr', undefined, { origin: 'https://admin.example.com' });
  expect(answer.headers.get('access-control-allow-origin')).toBe('https://admin.example.com');
  expect(answer.headers.get('access-control-expose-headers')).toContain('X-RateLimit-Remaining');
  const php = await plain('GET', '/api.php', undefined, { origin: 'https://evil.example.com' });
  expect(php.headers.get('access-control-allow-origin')).toBeNull();
});
