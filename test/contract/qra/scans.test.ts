import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Call, qraClient, scan } from '../../support/api.ts';
import { eventually } from '../../support/eventually.ts';
import { startProgram, type TestProgram } from '../../support/program.ts';

let program: TestProgram;
let call: Call;
beforeAll(async () => {
  program = await startProgram({ REPEAT_WINDOW_SECONDS: '30', TRUST_PROXY: '127.0.0.1' });
  call = qraClient(program, await program.key('qra'));
});
afterAll(() => program.stop());

const create = async () =>
  (await call('POST', '/qr', { name: 'Menu', destination: 'https://example.com/' })).body;

/** Scans by so many visitors, waited for until they are all in the log. */
async function scanned(count: number) {
  const code = await create();
  for (let visitor = 1; visitor <= count; visitor += 1) {
    await scan(program, code.slug, { 'x-forwarded-for': `192.0.2.${visitor}` });
  }
  await eventually(async () => {
    expect((await call('GET', `/qr/${code.id}`)).body.scan_count).toBe(count);
  });
  return code;
}

test('QRA Fixed: a scan is listed with the fields of Scan', async () => {
  const code = await create();
  const before = Date.now();
  await scan(program, code.slug, { referer: 'https://news.example.org/article?id=7' });
  const log = await eventually(async () => {
    const answer = await call('GET', `/qr/${code.id}/scans`);
    expect(answer.body.data).toHaveLength(1);
    return answer.body;
  });
  const [row] = log.data;
  const fields = ['id', 'ts', 'country', 'city', 'device', 'os', 'browser', 'referrer'];
  expect(Object.keys(row).sort()).toEqual(fields.sort());
  expect(row).toMatchObject({
    device: 'mobile',
    os: 'iOS',
    country: null,
    city: null,
    referrer: 'news.example.org',
  });
  expect(row.browser).toContain('Safari');
  expect(Number.isSafeInteger(row.id)).toBe(true);
  expect(Math.abs(Date.parse(row.ts) - before)).toBeLessThan(10_000);
  expect(log.pagination).toEqual({ page: 1, limit: 100, total: 1, pages: 1, next_cursor: null });
});

test('QRA Decided 9: newest first, and pages by number and by cursor join without gap or overlap', async () => {
  const { id } = await scanned(7);
  const whole = (await call('GET', `/qr/${id}/scans`)).body.data;
  expect(whole.map((row: { id: number }) => row.id)).toEqual(
    whole.map((row: { id: number }) => row.id).sort((a: number, b: number) => b - a),
  );
  const numbered = [];
  for (const page of [1, 2, 3])
    numbered.push(...(await call('GET', `/qr/${id}/scans?limit=3&page=${page}`)).body.data);
  expect(numbered).toEqual(whole);
  const followed = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const { body } = await call('GET', `/qr/${id}/scans?limit=3${cursor && `&cursor=${cursor}`}`);
    expect(body.pagination).toMatchObject({ total: 7, pages: 3, limit: 3 });
    followed.push(...body.data);
    cursor = body.pagination.next_cursor;
  }
  expect(followed).toEqual(whole);
});

test('QRA Decided 9: a scan that arrives meanwhile shifts no page of a cursor', async () => {
  const { id, slug } = await scanned(4);
  const first = (await call('GET', `/qr/${id}/scans?limit=2`)).body;
  await scan(program, slug, { 'x-forwarded-for': '198.51.100.1' });
  await eventually(async () => expect((await call('GET', `/qr/${id}`)).body.scan_count).toBe(5));
  const second = (await call('GET', `/qr/${id}/scans?limit=2&cursor=${first.pagination.next_cursor}`)).body;
  const all = (await call('GET', `/qr/${id}/scans`)).body.data;
  expect([...first.data, ...second.data]).toEqual(all.slice(1));
});

describe('QRA Decided 9: since is inclusive, until exclusive', () => {
  test('to the millisecond, with any offset', async () => {
    const { id } = await scanned(1);
    const [row] = (await call('GET', `/qr/${id}/scans`)).body.data;
    const at = Date.parse(row.ts);
    const iso = (ms: number) => new Date(ms).toISOString();
    const inVienna = (ms: number) => iso(ms + 7_200_000).replace('Z', '%2B02:00');
    const count = async (query: string) =>
      (await call('GET', `/qr/${id}/scans?${query}`)).body.pagination.total;
    for (const form of [iso, inVienna]) {
      expect(await count(`since=${form(at)}`)).toBe(1);
      expect(await count(`since=${form(at + 1)}`)).toBe(0);
      expect(await count(`until=${form(at)}`)).toBe(0);
      expect(await count(`until=${form(at + 1)}`)).toBe(1);
      expect(await count(`since=${form(at)}&until=${form(at + 1)}`)).toBe(1);
    }
  });

  test('a bare date means 00:00 UTC, and times outside of every log are no error', async () => {
    const { id } = await scanned(1);
    const today = new Date().toISOString().slice(0, 10);
    const count = async (query: string) =>
      (await call('GET', `/qr/${id}/scans?${query}`)).body.pagination.total;
    expect(await count('since=2025-01-01')).toBe(1);
    expect(await count('until=2025-01-01')).toBe(0);
    expect(await count(`since=0001-01-01&until=9999-12-31`)).toBe(1);
    expect(await count(`since=9999-12-31&until=${today}`)).toBe(0);
  });

  test('and empty they count as absent', async () => {
    const { id } = await create();
    expect(await call('GET', `/qr/${id}/scans?since=&until=`)).toMatchObject({ status: 200 });
  });

  test.each([
    'yesterday',
    '2026-02-30',
    '2026-13-01',
    '1777223000',
    '2026-04-26T25:00:00Z',
    '2026-04-26T14:02:11',
  ])('unreadable is a 400: since=%s', async (since) => {
    const { id } = await create();
    const answer = await call('GET', `/qr/${id}/scans?since=${since}`);
    expect(answer).toMatchObject({
      status: 400,
      body: { code: 'validation_error', details: [{ path: 'since' }] },
    });
  });
});

test('QRA Decided 9: limit is 100 by default and 1,000 at most; a cursor that we did not make is a 400', async () => {
  const { id } = await create();
  expect((await call('GET', `/qr/${id}/scans?limit=5000`)).body.pagination.limit).toBe(1000);
  for (const cursor of ['x', '!!', 'LTEuMQ', '9'.repeat(90)]) {
    expect(await call('GET', `/qr/${id}/scans?cursor=${cursor}`)).toMatchObject({ status: 400 });
  }
});

test('QRA Decided 10: a repeat within the window is stored and flagged, not counted', async () => {
  const { id, slug } = await create();
  for (let n = 0; n < 3; n += 1) await scan(program, slug);
  const all = await eventually(async () => {
    const { body } = await call('GET', `/qr/${id}/scans?include=all`);
    expect(body.data).toHaveLength(3);
    return body.data;
  });
  expect(all.map((row: { repeat: boolean }) => row.repeat)).toEqual([true, true, false]);
  expect(all[0]).toMatchObject({ kind: 'human', outcome: 'answered', reason: 'repeat_window' });
  expect((await call('GET', `/qr/${id}`)).body.scan_count).toBe(1);
  expect((await call('GET', `/qr/${id}/scans`)).body.pagination.total).toBe(1);
});

test('QRA Decided 9 and 10: bots, previews, prefetches, HEAD and blocked hits show with include=all alone', async () => {
  const { id, slug } = await create();
  await scan(program, slug, { 'user-agent': 'curl/8.5.0' });
  await scan(program, slug, { 'user-agent': 'WhatsApp/2.23.20.0' });
  await scan(program, slug, { 'sec-purpose': 'prefetch' });
  await fetch(`${program.url}/p/${slug}`, { method: 'HEAD', redirect: 'manual' });
  await call('PATCH', `/qr/${id}`, { status: 'paused' });
  await eventually(async () => expect((await scan(program, slug)).status).toBe(200));
  const kinds = await eventually(async () => {
    const { body } = await call('GET', `/qr/${id}/scans?include=all`);
    const found: string[] = body.data.map(
      (row: { kind: string; outcome: string }) => `${row.kind} ${row.outcome}`,
    );
    expect(found).toContain('human blocked');
    return found;
  });
  expect(kinds).toEqual(
    expect.arrayContaining(['bot answered', 'preview answered', 'prefetch answered', 'head answered']),
  );
  expect((await call('GET', `/qr/${id}/scans`)).body.data).toEqual([]);
});

test('QRA Decided 11: os and browser are "Unknown" where nothing is known', async () => {
  const { id, slug } = await create();
  await scan(program, slug, { 'user-agent': 'Strange/1.0 (appliance)' });
  const row = await eventually(async () => {
    const { body } = await call('GET', `/qr/${id}/scans?include=all`);
    expect(body.data).toHaveLength(1);
    return body.data[0];
  });
  expect(row).toMatchObject({ os: 'Unknown', country: null, city: null, referrer: null });
});
