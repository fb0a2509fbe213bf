import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasCurl, shell } from '../../support/curl.ts';
import { startProgram, type TestProgram } from '../../support/program.ts';
import { parseRaw, sendRaw } from '../../support/raw-http.ts';

let program: TestProgram;
let key: string;
beforeAll(async () => {
  program = await startProgram();
  key = await program.key('qra');
});
afterAll(() => program.stop());

const newCode = { name: 'Summer menu', type: 'url', destination: 'https://example.com/menu' };

describe.skipIf(!hasCurl)(
  "QRA Fixed: the documents' curl lines work (skipped where curl is not installed)",
  () => {
    const curl = async (line: string) => JSON.parse(await shell(line, program.url, key));
    const create = `curl -s -X POST "$BASE/api/v1/qr" -H "Authorization: Bearer $KEY" -H "Content-Type: application/json" -d '${JSON.stringify(newCode)}'`;

    test('QRA Fixed: create, list, get, update, scans and delete by curl', async () => {
      const created = await curl(create);
      expect(created).toMatchObject({ ...newCode, status: 'active' });
      const list = await curl('curl -s "$BASE/api/v1/qr?page=1&limit=20" -H "Authorization: Bearer $KEY"');
      expect(list.pagination).toMatchObject({ page: 1, limit: 20 });
      expect(list.data.map((code: { id: string }) => code.id)).toContain(created.id);
      const one = `"$BASE/api/v1/qr/${created.id}" -H "Authorization: Bearer $KEY"`;
      expect(await curl(`curl -s ${one}`)).toEqual(created);
      const paused = await curl(`curl -s -X PATCH ${one} -d '{"status":"paused"}'`);
      expect(paused).toMatchObject({ id: created.id, status: 'paused' });
      const scans = `"$BASE/api/v1/qr/${created.id}/scans?since=2026-01-01T00:00:00Z&until=2027-01-01T00:00:00Z"`;
      expect(await curl(`curl -s ${scans} -H "Authorization: Bearer $KEY"`)).toMatchObject({ data: [] });
      expect(await curl(`curl -s -X DELETE ${one}`)).toEqual({ success: true, id: created.id });
    });

    test('QRA Decided 7: the body is JSON under the Content-Type that curl -d sends by itself', async () => {
      const created = await curl(create.replace('-H "Content-Type: application/json" ', ''));
      expect(created).toMatchObject(newCode);
    });

    test('QRA Fixed: curl -f fails without a key and with a wrong one', async () => {
      await expect(shell('curl -sf "$BASE/api/v1/qr"', program.url, '')).rejects.toMatchObject({ code: 22 });
      const wrong =
        'curl -s -o /dev/null -w "%{http_code}" "$BASE/api/v1/qr" -H "Authorization: Bearer $KEY"';
      expect(await shell(wrong, program.url, 'qrf_live_wrong')).toBe('401');
    });
  },
);

test("QRA Fixed: the documents' fetch example works", async () => {
  const response = await fetch(`${program.url}/api/v1/qr`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(newCode),
  });
  expect(response.status).toBe(201);
  expect(await response.json()).toMatchObject(newCode);
});

test('QRA Fixed: a PHP stream context (HTTP/1.0, Connection: close) is answered', async () => {
  const body = JSON.stringify(newCode);
  const head = [
    'POST /api/v1/qr HTTP/1.0',
    `Authorization: Bearer ${key}`,
    'Content-Type: application/json',
    `Content-Length: ${body.length}`,
    'Connection: close',
    '',
    body,
  ];
  const { status, body: answer } = parseRaw(await sendRaw(program.url, head.join('\r\n')));
  expect(status).toBe(201);
  expect(JSON.parse(answer)).toMatchObject(newCode);
});

test('QRA Fixed: a PHP curl client that waits for 100 Continue is answered', async () => {
  const body = JSON.stringify({ ...newCode, destination: `https://example.com/${'a'.repeat(2000)}` });
  const status = await new Promise<number | undefined>((resolve, reject) => {
    const headers = { Authorization: `Bearer ${key}`, Expect: '100-continue', 'Content-Length': body.length };
    const sent = request(`${program.url}/api/v1/qr`, { method: 'POST', headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sent.on('continue', () => sent.end(body));
    sent.on('error', reject);
    sent.flushHeaders();
  });
  expect(status).toBe(201);
});

test("QRA Fixed: Python's requests (compressed answers welcome, kept-alive) and urllib (form type) are answered", async () => {
  const common = { authorization: `Bearer ${key}`, accept: '*/*' };
  const requests = { ...common, 'user-agent': 'python-requests/2.32.3', 'accept-encoding': 'gzip, deflate' };
  const urllib = {
    ...common,
    'user-agent': 'Python-urllib/3.12',
    'content-type': 'application/x-www-form-urlencoded',
    connection: 'close',
  };
  for (const headers of [requests, urllib]) {
    const response = await fetch(`${program.url}/api/v1/qr`, {
      method: 'POST',
      headers,
      body: JSON.stringify(newCode),
    });
    expect(response.status).toBe(201);
    expect(await response.json()).toMatchObject(newCode);
  }
});
