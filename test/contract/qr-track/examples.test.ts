import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasCurl, shell } from '../../support/curl.ts';
import { startProgram, type TestProgram } from '../../support/program.ts';
import { parseRaw, sendRaw } from '../../support/raw-http.ts';

let program: TestProgram;
let key: string;
beforeAll(async () => {
  program = await startProgram();
  key = await program.key('qr-track');
});
afterAll(() => program.stop());

const newCode = { type: 'url', destination: 'https://example.com/landing', label: 'Flyer' };
const links = {
  short_url: expect.stringMatching(/^https:\/\/self\.test\/p\/[a-z0-9]{6}$/),
  qr_image_url: expect.stringMatching(/^https:\/\/self\.test\/img\/[a-z0-9]{6}\.png$/),
};

describe.skipIf(!hasCurl)(
  "QR Track Fixed: the documents' curl lines work (skipped where curl is not installed)",
  () => {
    const curl = async (line: string) => JSON.parse(await shell(line, program.url, key));

    test('QR Track Fixed: create, list, log and update by curl', async () => {
      const created = await curl(
        `curl -s -X POST "$BASE/api.php" -H "X-Api-Key: $KEY" -H "Content-Type: application/json" -d '${JSON.stringify(newCode)}'`,
      );
      expect(created).toMatchObject(links);
      const list = await curl('curl -s -H "X-Api-Key: $KEY" "$BASE/api.php"');
      expect(list.codes[0]).toMatchObject({
        uuid: created.uuid,
        scans: 0,
        logo: null,
        destination: newCode.destination,
      });
      const log = await curl(`curl -s -H "X-Api-Key: $KEY" "$BASE/api.php?uuid=${created.uuid}"`);
      expect(log).toEqual({ uuid: created.uuid, type: 'url', destination: newCode.destination, scans: [] });
      const updated = await curl(
        `curl -s -X POST "$BASE/api.php?uuid=${created.uuid}" -H "x-api-key: $KEY" -d '{"destination":"https://example.com/new"}'`,
      );
      expect(updated).toMatchObject({ status: 'updated', destination: 'https://example.com/new' });
    });

    test('QR Track Measured: curl without a key sees the documented error', async () => {
      expect(await curl('curl -s "$BASE/api.php"')).toEqual({ error: 'Unauthorized: Invalid API Key' });
    });
  },
);

test("QR Track Fixed: the documents' fetch example works", async () => {
  const response = await fetch(`${program.url}/api.php`, {
    method: 'POST',
    headers: { 'X-Api-Key': key, 'Content-Type': 'application/json' },
    body: JSON.stringify(newCode),
  });
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject(links);
});

test('QR Track Fixed: a PHP stream context (HTTP/1.0, form type, Connection: close) is answered', async () => {
  const body = JSON.stringify(newCode);
  const head = [
    'POST /api.php HTTP/1.0',
    `X-Api-Key: ${key}`,
    'Content-Type: application/x-www-form-urlencoded',
  ];
  const request = [...head, `Content-Length: ${body.length}`, 'Connection: close', '', body].join('\r\n');
  const answer = parseRaw(await sendRaw(program.url, request));
  expect(answer.status).toBe(200);
  expect(JSON.parse(answer.body)).toMatchObject(links);
  const list = ['GET /api.php HTTP/1.0', `X-Api-Key: ${key}`, 'Connection: close', '', ''].join('\r\n');
  const listed = parseRaw(await sendRaw(program.url, list));
  expect(listed.head).not.toMatch(/transfer-encoding/i);
  expect(JSON.parse(listed.body).codes.length).toBeGreaterThan(0);
});

test("QR Track Fixed: Python's requests and urllib are answered", async () => {
  const requests = {
    'user-agent': 'python-requests/2.32.3',
    'accept-encoding': 'gzip, deflate',
    accept: '*/*',
  };
  const urllib = {
    'user-agent': 'Python-urllib/3.12',
    connection: 'close',
    'content-type': 'application/json',
  };
  for (const headers of [requests, urllib]) {
    const init = { method: 'POST', headers: { ...headers, 'x-api-key': key }, body: JSON.stringify(newCode) };
    const response = await fetch(`${program.url}/api.php`, init);
    expect(await response.json()).toMatchObject(links);
  }
});

test('QR Track Fixed: a loop of POSTs creates codes in bulk, faster than 3,500 an hour', async () => {
  const started = performance.now();
  const uuids = new Set<string>();
  for (let n = 0; n < 100; n += 1) {
    const init = {
      method: 'POST',
      headers: { 'X-Api-Key': key },
      body: JSON.stringify({ ...newCode, label: `Bulk ${n}` }),
    };
    uuids.add(((await (await fetch(`${program.url}/api.php`, init)).json()) as { uuid: string }).uuid);
  }
  expect(uuids.size).toBe(100);
  expect((performance.now() - started) / 100).toBeLessThan(3_600_000 / 3_500);
});
