import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { deleteCode } from '../../../src/core/codes/delete.ts';
import { createKey, revokeKey } from '../../../src/core/keys/create.ts';
import { createWorkspace } from '../../../src/core/workspaces/create.ts';
import type { StoreOptions } from '../../../src/store/open.ts';
import { type Call, qraClient, scan } from '../../support/api.ts';
import { type EventReader, type EventReaderOptions, openEvents } from '../../support/event-stream.ts';
import { eventually } from '../../support/eventually.ts';
import { operator, startProgram, type TestProgram } from '../../support/program.ts';
import { berlinHit, storeBatch } from '../../support/stored-hits.ts';

let program: TestProgram;
let stored: StoreOptions;
let key: string;
let call: Call;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quietzone-stream-'));
  program = await startProgram({ DATA_DIR: folder });
  stored = { url: '', file: join(folder, 'quietzone.db'), durability: 'fast' };
  key = await program.key('qra');
  call = qraClient(program, key);
});
afterAll(async () => {
  await program.stop();
  await rm(folder, { recursive: true });
});

const create = async (name = 'Menu') =>
  (await call('POST', '/qr', { name, destination: 'https://example.com/' })).body;

async function open(options: Partial<EventReaderOptions> = {}): Promise<EventReader> {
  const reader = await openEvents({ url: program.url, key, ...options });
  onTestFinished(() => reader.close());
  return reader;
}

async function untilLogged(id: string, count: number) {
  return eventually(async () => {
    const { body } = await call('GET', `/qr/${id}/scans?include=all`);
    expect(body.data).toHaveLength(count);
    return body.data;
  });
}

/** As stored by another server: nobody here is told of it. */
async function storeUnheard(codeId: string, hits: readonly { ms: number; n: number }[]) {
  const [code] = await program.core.store.codes.findByIds([codeId]);
  const rows = hits.map(({ ms, n }) => berlinHit(code!, ms, n));
  await storeBatch(stored, { id: `${codeId} ${rows[0]!.id}`, spool: 'other', hits: rows });
  return rows.map((row) => row.id);
}

test('a scan comes as an event with its id, equal to what the log shows, and its code', async () => {
  const code = await create('Table 7');
  const reader = await open();
  for (let n = 0; n < 3; n += 1) await scan(program, code.slug, { referer: `https://n${n}.test/` });
  const events = await reader.untilHas(3);
  const log = (await call('GET', `/qr/${code.id}/scans`)).body.data.toReversed();
  expect(log).toHaveLength(3);
  const shown = { id: code.id, slug: code.slug, name: 'Table 7' };
  expect(events).toEqual(
    log.map((row: { id: number }) => ({ event: 'scan', id: row.id, data: { ...row, code: shown } })),
  );
  expect(reader.text().startsWith('retry: 2000\n\n')).toBe(true);
  expect(reader.headers).toMatchObject({
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
    'x-ratelimit-plan': 'business',
  });
});

test('scans alone come, and with include=all every hit with its facts, as in the log', async () => {
  const code = await create();
  const [scans, all] = [await open(), await open({ query: '?include=all' })];
  await scan(program, code.slug, { 'user-agent': 'curl/8.5.0' });
  await scan(program, code.slug);
  const log = (await untilLogged(code.id, 2)).toReversed();
  const heard = await all.untilHas(2);
  expect(heard.map(({ data: { code: _, ...row } }) => row)).toEqual(log);
  expect(heard.map(({ data }) => data.kind)).toEqual(['bot', 'human']);
  expect((await scans.untilHas(1)).map(({ id }) => id)).toEqual([log[1].id]);
  expect(scans.events[0]!.data).not.toHaveProperty('kind');
});

test('with code= only its scans come, and those of another workspace never do', async () => {
  const [wanted, other] = [await create(), await create()];
  const strangerKey = await program.key('qra', await newWorkspace('Elsewhere'));
  const foreign = (
    await qraClient(program, strangerKey)('POST', '/qr', { name: 'F', destination: 'https://f.test/' })
  ).body;
  const one = await open({ query: `?code=${wanted.id}` });
  const stranger = await open({ key: strangerKey });
  const whole = await open();
  for (const { slug } of [other, foreign, wanted]) await scan(program, slug);
  await whole.untilHas(2);
  expect((await one.untilHas(1)).map(({ data }) => data.code.id)).toEqual([wanted.id]);
  expect((await stranger.untilHas(1)).map(({ data }) => data.code.id)).toEqual([foreign.id]);
  expect(whole.events.map(({ data }) => data.code.id).sort()).toEqual([wanted.id, other.id].sort());
  for (const id of [foreign.id, '01a200b4-e466-7e68-808a-7363a2dab13b', 'x']) {
    expect(await call('GET', `/stream?code=${id}`)).toMatchObject({
      status: 404,
      body: { code: 'not_found' },
    });
  }
});

test('tag, folder and the filters of statistics narrow it; what they cannot be is a 400 by its name', async () => {
  const [tagged, other] = [await create(), await create()];
  await call('PATCH', `/qr/${tagged.id}`, { tags: ['hall & yard'] });
  const narrowed = await open({ query: '?tag=hall+%26+yard&device=mobile&country=(none)' });
  const whole = await open();
  await scan(program, other.slug);
  await scan(program, tagged.slug);
  await whole.untilHas(2);
  expect((await narrowed.untilHas(1)).map(({ data }) => data.code.id)).toEqual([tagged.id]);
  const bad = [
    ['country', 'Germany'],
    ['device', 'phone'],
    ['week_hour', '168'],
    ['reason', 'because'],
    ['tz', 'Mars/Base'],
  ] as const;
  for (const [path, value] of bad)
    expect(await call('GET', `/stream?${path}=${value}`)).toMatchObject({
      status: 400,
      body: { code: 'validation_error', details: [{ path }] },
    });
  expect((await call('GET', '/stream?folder=0199f1a8-7f3c-7cc1-9d0e-3f6d2b8a4c51')).status).toBe(404);
});

test('a code that is made while the stream is open is heard of as well, under its new name when it has one', async () => {
  const reader = await open();
  const code = await create('Old');
  await call('PATCH', `/qr/${code.id}`, { name: 'New' });
  await scan(program, code.slug);
  expect((await reader.untilHas(1))[0]!.data.code).toEqual({ id: code.id, slug: code.slug, name: 'New' });
});

test('a stream that was cut goes on with Last-Event-ID: nothing is missed, also what was stored late, nothing twice', async () => {
  const code = await create();
  const first = await open({ query: `?code=${code.id}` });
  await scan(program, code.slug);
  const [seen] = await first.untilHas(1);
  first.close();
  const nowMs = Date.now();
  const late = await storeUnheard(code.id, [{ ms: nowMs - 300_000, n: 1 }]);
  const tooLate = await storeUnheard(code.id, [{ ms: nowMs - 1_000_000, n: 2 }]);
  for (let n = 0; n < 3; n += 1) await scan(program, code.slug);
  await untilLogged(code.id, 6);
  const second = await open({ query: `?code=${code.id}`, lastEventId: seen!.id });
  await second.untilHas(5);
  await scan(program, code.slug);
  const events = await second.untilHas(6);
  const log = (await untilLogged(code.id, 7)).toReversed();
  const expected = log.map(({ id }: { id: number }) => id).filter((id: number) => !tooLate.includes(id));
  expect(events.map(({ id }) => id)).toEqual(expected);
  expect(expected[0]).toBe(late[0]);
});

test('a replay goes by id over all codes, so that one that is cut again misses nothing', async () => {
  const own = await program.key('qra', await newWorkspace('Replay'));
  const body = { name: 'Menu', destination: 'https://example.com/' };
  const made = [1, 2, 3].map(async () => (await qraClient(program, own)('POST', '/qr', body)).body);
  const codes = await Promise.all(made);
  const startMs = Date.now() - 60_000;
  for (const [at, { id }] of codes.entries()) {
    const hits = Array.from({ length: 200 }, (_, n) => ({ ms: startMs + n * 30 + at * 10, n: at }));
    await storeUnheard(id, hits);
  }
  const reader = await open({ key: own, query: '?last_event_id=0' });
  const events = await reader.untilHas(600);
  const ids = events.map(({ id }) => id);
  expect(ids).toEqual(ids.toSorted((a, b) => a - b));
  expect(new Set(ids).size).toBe(600);
});

test('hits that are stored while a replay is read come once each', async () => {
  const code = await create();
  await storeUnheard(
    code.id,
    Array.from({ length: 4_000 }, (_, n) => ({ ms: Date.now() - 500_000 + n * 100, n: 3 })),
  );
  const sending = Array.from({ length: 300 }, () => scan(program, code.slug));
  const readers = await Promise.all(
    Array.from({ length: 5 }, () => open({ query: `?code=${code.id}&last_event_id=0` })),
  );
  await Promise.all(sending);
  const log = new Set<number>();
  await eventually(async () => {
    const { pagination } = (await call('GET', `/qr/${code.id}/scans?limit=1`)).body;
    expect(pagination.total).toBe(4_300);
  });
  for (let cursor = ''; ; ) {
    const { body } = await call('GET', `/qr/${code.id}/scans?limit=1000${cursor && `&cursor=${cursor}`}`);
    for (const { id } of body.data) log.add(id);
    cursor = body.pagination.next_cursor;
    if (cursor === null) break;
  }
  for (const reader of readers) {
    const ids = (await reader.untilHas(4_300)).map(({ id }) => id);
    expect(ids).toHaveLength(4_300);
    expect(new Set(ids)).toEqual(log);
  }
});

test('more than 10,000 hits are not told again: a gap says since when, and the stream goes on', async () => {
  const code = await create();
  const sinceMs = Date.now() - 400_000;
  const [firstId] = await storeUnheard(
    code.id,
    Array.from({ length: 10_001 }, (_, n) => ({ ms: sinceMs + n * 10, n: 4 })),
  );
  const query = `?code=${code.id}`;
  const reader = await open({ query, lastEventId: firstId! });
  const [gap] = await reader.untilHas(1);
  const since = new Date(sinceMs - 600_000).toISOString();
  expect(gap).toMatchObject({
    event: 'gap',
    data: { since, hint: `/api/v1/qr/${code.id}/scans.ndjson?since=${since}` },
  });
  const missed = await fetch(program.url + gap!.data.hint, { headers: { authorization: `Bearer ${key}` } });
  expect((await missed.text()).split('\n')).toHaveLength(10_002);
  const wide = await open({ query: '?include=all', lastEventId: firstId! });
  expect((await wide.untilHas(1))[0]?.data.hint).toBe(`/api/v1/scans.ndjson?since=${since}&include=all`);
  await scan(program, code.slug);
  expect((await reader.untilHas(2))[1]).toMatchObject({ event: 'scan', data: { code: { id: code.id } } });
});

describe('a Last-Event-ID that is none is a 400 that names it', () => {
  test.each(['abc', '-1', '1.5', '9'.repeat(16), '1'.repeat(30), '0x10'])('%s', async (id) => {
    const refusal = (path: string) => ({
      status: 400,
      body: { code: 'validation_error', details: [{ path }] },
    });
    expect(await call('GET', '/stream', undefined, { 'last-event-id': id })).toMatchObject(
      refusal('Last-Event-ID'),
    );
    expect(await call('GET', `/stream?last_event_id=${id}`)).toMatchObject(refusal('last_event_id'));
  });

  test('and so is an unknown include', async () => {
    const answer = await call('GET', '/stream?include=some');
    expect(answer).toMatchObject({ status: 400, body: { details: [{ path: 'include' }] } });
  });
});

describe('a workspace has 10 streams at most', () => {
  test('the eleventh is a 429 that says when to come again; one that is closed makes room', async () => {
    const busy = await program.key('qra', await newWorkspace('Busy'));
    const readers = [];
    for (let n = 0; n < 10; n += 1) readers.push(await open({ key: busy }));
    expect(readers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200));
    const refused = await qraClient(program, busy)('GET', '/stream');
    expect(refused).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
    expect(refused.body.error).toContain('10');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await open()).status).toBe(200);
    readers[0]!.close();
    await eventually(async () => expect((await open({ key: busy })).status).toBe(200));
  });

  test('HEAD answers the headers and takes none of them', async () => {
    const own = await program.key('qra', await newWorkspace('Heads'));
    for (let n = 0; n < 12; n += 1) {
      const { status, headers, body } = await qraClient(program, own)('HEAD', '/stream');
      expect(status).toBe(200);
      expect(headers.get('content-type')).toBe('text/event-stream');
      expect(body).toBe('');
    }
    expect((await open({ key: own })).status).toBe(200);
  });
});

async function newWorkspace(name: string) {
  const ownerId = (await program.core.store.workspaces.listUsers())[0]!.id;
  return createWorkspace(program.core, operator, { name, plan: 'free', ownerId });
}

describe('a stream ends within a second', () => {
  async function newKey(expiresAt: number | null) {
    const [workspace] = await program.core.store.workspaces.list();
    const input = { dialect: 'qra', userId: null, name: 'short', expiresAt } as const;
    return createKey(program.core, operator, { ...input, workspaceId: workspace!.id });
  }

  async function endsSoon(reader: EventReader, sinceMs: number) {
    expect(await reader.ended).toBe(true);
    expect(performance.now() - sinceMs).toBeLessThan(1_000);
  }

  test('when its key is revoked, and that of another key goes on', async () => {
    const { key: row, raw } = await newKey(null);
    const [ending, other] = [await open({ key: raw }), await open()];
    const sinceMs = performance.now();
    await revokeKey(program.core, operator, row);
    await endsSoon(ending, sinceMs);
    const code = await create();
    await scan(program, code.slug);
    await other.untilHas(1);
  });

  test('when its key expires', async () => {
    const { raw } = await newKey(Date.now() + 1_000);
    const sinceMs = performance.now();
    expect(await (await open({ key: raw })).ended).toBe(true);
    expect(performance.now() - sinceMs).toBeLessThan(2_000);
    expect((await openEvents({ url: program.url, key: raw })).status).toBe(401);
  });

  test('when its code is deleted, and that of the workspace goes on', async () => {
    const code = await create();
    const [ending, whole] = [await open({ query: `?code=${code.id}` }), await open()];
    const [workspace] = await program.core.store.workspaces.list();
    const access = { workspace: workspace!, actor: operator, role: 'owner', readOnly: false } as const;
    const sinceMs = performance.now();
    await deleteCode(program.core, access, code.id);
    await endsSoon(ending, sinceMs);
    await scan(program, (await create()).slug);
    await whole.untilHas(1);
  });
});
