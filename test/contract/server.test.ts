import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createHttpServer } from '../../src/http/server.ts';
import type { HttpEnv } from '../../src/http/shared/env.ts';
import { startProgram, type TestProgram } from '../support/program.ts';
import { parseRaw, sendRaw } from '../support/raw-http.ts';

let program: TestProgram;
beforeAll(async () => {
  program = await startProgram();
});
afterAll(() => program.stop());

const lines = (...head: string[]) => `${[...head, 'Connection: close', '', ''].join('\r\n')}`;

describe('what is no proper HTTP gets a clear end, and the server goes on', () => {
  test.each([
    ['no HTTP at all', 'hello\r\n\r\n', 400],
    ['TLS', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n', 400],
    ['no Host', lines('GET / HTTP/1.1'), 400],
    ['two Hosts', lines('GET / HTTP/1.1', 'Host: a', 'Host: b'), 400],
    ['two Hosts on a short link', lines('GET /p/abc HTTP/1.1', 'Host: a', 'host: a'), 400],
    ['a Host with a path', lines('GET / HTTP/1.1', 'Host: a/b?c'), 400],
    ['TRACE', lines('TRACE / HTTP/1.1', 'Host: a', 'X-Secret: 1'), 405],
    ['CONNECT', lines('CONNECT example.com:443 HTTP/1.1', 'Host: a'), 405],
    ['headers of more than 16 kB', lines('GET / HTTP/1.1', 'Host: a', `X-Long: ${'x'.repeat(20_000)}`), 431],
    ['a path of more than 16 kB', lines(`GET /${'x'.repeat(20_000)} HTTP/1.1`, 'Host: a'), 431],
    ['a space before a colon', lines('GET / HTTP/1.1', 'Host : a'), 400],
    [
      'length and chunks',
      `${['POST /api.php HTTP/1.1', 'Host: a', 'Content-Length: 5', 'Transfer-Encoding: chunked', '', '0', '', ''].join('\r\n')}`,
      400,
    ],
    [
      'two lengths',
      lines('POST /api.php HTTP/1.1', 'Host: a', 'Content-Length: 5', 'Content-Length: 6'),
      400,
    ],
  ])('%s', async (_what, request, status) => {
    const answer = parseRaw(await sendRaw(program.url, request));
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.body)).toEqual({ error: expect.any(String), code: expect.any(String) });
    expect(answer.body).not.toContain('X-Secret');
    expect((await fetch(`${program.url}/readyz`)).status).toBe(200);
  });
});

describe('odd but allowed requests are answered', () => {
  test.each([
    ['an absolute target', lines('GET http://elsewhere.example/robots.txt HTTP/1.1', 'Host: a'), 200],
    ['HTTP/1.0 without Host', 'GET /robots.txt HTTP/1.0\r\n\r\n', 200],
    ['an upgrade that nobody offers', lines('GET /robots.txt HTTP/1.1', 'Host: a', 'Upgrade: h2c'), 200],
    ['* as target', lines('OPTIONS * HTTP/1.1', 'Host: a'), 400],
    ['a target that looks like a host', lines('GET //evil.example/ HTTP/1.1', 'Host: a'), 404],
    ['broken percent signs', lines('GET /img/%E0%A4%A.png?%zz=%%% HTTP/1.1', 'Host: a'), 404],
    ['dots', lines('GET /img/../../etc/passwd HTTP/1.1', 'Host: a'), 404],
  ])('%s', async (_what, request, status) => {
    expect(parseRaw(await sendRaw(program.url, request)).status).toBe(status);
  });
});

test('links are built from BASE_URL, whatever Host and forwarding headers say', async () => {
  const request = lines('GET /openapi.json HTTP/1.1', 'Host: evil.example', 'X-Forwarded-Host: evil.example');
  expect(await sendRaw(program.url, request)).not.toContain('evil.example');
});

const front = { handle: () => false, answer: () => undefined };

test('a port that is taken rejects with the reason', async () => {
  const blocker = createServer();
  await new Promise<void>((resolve) => blocker.listen(0, '127.0.0.1', resolve));
  const { port } = blocker.address() as AddressInfo;
  const server = createHttpServer({ front, app: new Hono<HttpEnv>() });
  await expect(server.listen(port, '127.0.0.1')).rejects.toMatchObject({ code: 'EADDRINUSE' });
  await new Promise((resolve) => blocker.close(resolve));
});

test('close finishes the requests that run, refuses new ones, and lets go of idle connections', async () => {
  const gate = Promise.withResolvers<void>();
  const entered = Promise.withResolvers<void>();
  const app = new Hono<HttpEnv>();
  app.get('/idle', (c) => c.text('idle'));
  app.get('/slow', async (c) => {
    entered.resolve();
    await gate.promise;
    return c.text('done');
  });
  const server = createHttpServer({ front, app });
  const url = `http://127.0.0.1:${await server.listen(0, '127.0.0.1')}`;
  await (await fetch(`${url}/idle`)).text();
  const slow = fetch(`${url}/slow`);
  await entered.promise;
  const closed = server.close();
  await expect(sendRaw(url, 'GET /idle HTTP/1.0\r\n\r\n')).rejects.toThrow();
  gate.resolve();
  expect(await (await slow).text()).toBe('done');
  await closed;
  expect(server.server.listening).toBe(false);
});

test('close cuts off what does not end within its grace', async () => {
  const entered = Promise.withResolvers<void>();
  const app = new Hono<HttpEnv>();
  app.get('/never', () => {
    entered.resolve();
    return new Promise<Response>(() => undefined);
  });
  const server = createHttpServer({ front, app });
  const url = `http://127.0.0.1:${await server.listen(0, '127.0.0.1')}`;
  const never = fetch(`${url}/never`).then(
    () => 'answered',
    () => 'cut off',
  );
  await entered.promise;
  await server.close(50);
  expect(await never).toBe('cut off');
});
