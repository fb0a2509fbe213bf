import { once } from 'node:events';
import { Agent, get } from 'node:http';
import { connect } from 'node:net';
import type { Worker } from 'node:worker_threads';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { createHttpServer } from '../../src/http/server.ts';
import { openScanSink } from '../../src/store/open.ts';
import { qraClient, scan } from '../support/api.ts';
import { createTestApp, noFront } from '../support/app.ts';
import { type EventReader, openEvents } from '../support/event-stream.ts';
import { eventually } from '../support/eventually.ts';
import { type PostgresServer, startPostgres } from '../support/postgres.ts';
import { phoneAgent, startProgram, type TestProgram } from '../support/program.ts';
import { makeCodes } from '../support/scan-load.ts';
import { makeFolder, runCommand, spawnServer } from '../support/server-process.ts';
import { berlinHit } from '../support/stored-hits.ts';

/** Threads of this process that drain, so that a test can end one as an error in it would. */
const drains: Worker[] = [];
process.on('worker', (worker: Worker) => worker.threadName === 'drain' && drains.push(worker));

async function start(env: Record<string, string> = {}): Promise<TestProgram> {
  const program = await startProgram(env);
  onTestFinished(() => program.stop());
  return program;
}

async function open(program: TestProgram, key: string, query = ''): Promise<EventReader> {
  const reader = await openEvents({ url: program.url, key, query });
  onTestFinished(() => reader.close());
  expect(reader.status).toBe(200);
  return reader;
}

async function createCode(program: TestProgram, key: string, name = 'Menu') {
  const body = { name, destination: 'https://example.com/' };
  return (await qraClient(program, key)('POST', '/qr', body)).body;
}

/** So many scans of one code, whose rows are as big as rows get. */
async function scanMany(url: string, slug: string, count: number): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  const referer = `https://${Array.from({ length: 4 }, () => 'a'.repeat(60)).join('.')}.test/`;
  const headers = { 'user-agent': phoneAgent, referer };
  const one = () =>
    new Promise<void>((resolve, reject) => {
      get(`${url}/p/${slug}`, { agent, headers }, (response) => {
        response.resume();
        response.on('end', resolve);
      }).on('error', reject);
    });
  await Promise.all(Array.from({ length: count }, one));
  agent.destroy();
}

describe('two servers on one PostgreSQL', () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server.stop());

  test('a stream has the scans of both once each, and resumes at the other without a gap', async () => {
    const env = { DATABASE_URL: await server.url('both') };
    const [near, far] = [await start(env), await start(env)];
    const key = await near.key('qra');
    const code = await createCode(near, key);
    const [first, whole] = [await open(near, key), await open(far, key)];
    const scanBoth = (count: number) =>
      Promise.all(Array.from({ length: count }, (_, n) => scan(n % 2 === 0 ? near : far, code.slug)));
    await scanBoth(40);
    const seen = (await first.untilHas(40)).map(({ id }) => id);
    first.close();
    await scanBoth(40);
    const resumed = await open(far, key, `?last_event_id=${seen.at(-1)}`);
    await scanBoth(40);
    const log = (await eventually(async () => {
      const { body } = await qraClient(near, key)('GET', `/qr/${code.id}/scans?limit=1000`);
      expect(body.data).toHaveLength(120);
      return body.data;
    })) as readonly { id: number }[];
    const all = log.map(({ id }) => id).sort();
    for (const reader of [resumed, whole]) {
      expect((await reader.untilHas(120)).map(({ id }) => id).sort()).toEqual(all);
    }
    expect(new Set(seen).size).toBe(40);
  });

  test('a hit that another server stores late comes at once, and those stored before it do not come again', async () => {
    const url = await server.url('late');
    const program = await start({ DATABASE_URL: url });
    const key = await program.key('qra');
    const { id, slug } = await createCode(program, key);
    const [code] = await program.core.store.codes.findByIds([id]);
    const sink = await openScanSink({ url, file: '', durability: 'fast' });
    onTestFinished(() => sink.close());
    const nowMs = Date.now();
    const store = (name: string, hits: readonly ReturnType<typeof berlinHit>[]) =>
      sink.storeBatch({ id: name, spool: 'elsewhere', hits });
    const early = await open(program, key);
    await store(
      'before',
      Array.from({ length: 100 }, (_, n) => berlinHit(code!, nowMs - 3_600_000 + n * 1_000)),
    );
    // A stream that opens before the news of a batch is here has the batch.
    await early.untilHas(100);
    early.close();
    const reader = await open(program, key);
    const late = [berlinHit(code!, nowMs - 7_200_000), berlinHit(code!, nowMs - 3_550_000, 1)];
    await store('late', late);
    expect((await reader.untilHas(2)).map((event) => event.id)).toEqual(late.map((hit) => hit.id));
    await scan(program, slug);
    await reader.untilHas(3);
    expect(reader.events).toHaveLength(3);
  });

  test('when the answer to the commit of a batch is lost, streams end, and resume with its scans', async () => {
    const url = await server.url('unanswered');
    const program = await start({ DATABASE_URL: url });
    const key = await program.key('qra');
    const code = await createCode(program, key);
    const reader = await open(program, key);
    await scan(program, code.slug);
    const [seen] = await reader.untilHas(1);
    const admin = new Client(url);
    await admin.connect();
    onTestFinished(() => admin.end());
    const setStandby = async (change: string) => {
      await admin.query(`alter system ${change}`);
      await admin.query('select pg_reload_conf()');
    };
    // A commit is done and then waits for a standby that there is not: its connection is cut instead of answered.
    await setStandby("set synchronous_standby_names = 'nobody'");
    let sent = 1;
    await eventually(async () => {
      await scan(program, code.slug);
      sent += 1;
      const { rowCount } = await admin.query(`select pg_terminate_backend(pid) from pg_stat_activity
        where wait_event = 'SyncRep' and pid in (select pid from pg_locks where mode = 'ShareLock' and locktype = 'advisory')`);
      expect(rowCount).toBe(1);
    });
    await setStandby('reset synchronous_standby_names');
    await reader.ended;
    const resumed = await eventually(() => open(program, key, `?last_event_id=${seen!.id}`));
    const ids = (await resumed.untilHas(sent)).map((event) => event.id);
    expect(new Set(ids).size).toBe(sent);
  });

  test('when the connection that hears of other servers is lost, streams end, and resume with what was missed', async () => {
    const program = await start({ DATABASE_URL: await server.url('lost') });
    const key = await program.key('qra');
    const code = await createCode(program, key);
    const reader = await open(program, key);
    await scan(program, code.slug);
    const [seen] = await reader.untilHas(1);
    await server.stopServer();
    await scan(program, code.slug);
    await server.startServer();
    await reader.ended;
    const resumed = await eventually(() => open(program, key, `?last_event_id=${seen!.id}`));
    expect(new Set((await resumed.untilHas(2)).map((event) => event.id)).size).toBe(2);
  });
});

test('when the thread dies that tells of stored scans, streams end, and resume with all of them', async () => {
  const program = await start();
  const key = await program.key('qra');
  const code = await createCode(program, key);
  const reader = await open(program, key);
  await scan(program, code.slug);
  const [seen] = await reader.untilHas(1);
  await Promise.all([drains.at(-1)!.terminate(), scan(program, code.slug)]);
  await reader.ended;
  await scan(program, code.slug);
  // Where the thread died between storing a batch and telling of it, streams end once more.
  await eventually(async () => {
    const resumed = await open(program, key, `?last_event_id=${seen!.id}`);
    await Promise.race([resumed.untilHas(3).catch(() => undefined), resumed.ended]);
    expect(new Set(resumed.events.map(({ id }) => id)).size).toBe(3);
    expect(resumed.events).toHaveLength(3);
  });
});

test('a reader that takes nothing is cut off, and costs another neither a scan nor an answer', async () => {
  const program = await start();
  const key = await program.key('qra');
  const code = await createCode(program, key, '\u{1f4d6}'.repeat(100));
  const [slow, good] = [await open(program, key), await open(program, key)];
  slow.pause();
  const openStreams = () => program.core.feed.counters.open;
  expect(openStreams()).toBe(2);
  let sent = 0;
  for (; openStreams() === 2 && sent < 60_000; sent += 1_000) await scanMany(program.url, code.slug, 1_000);
  expect(openStreams()).toBe(1);
  const ids = (await good.untilHas(sent)).map(({ id }) => id);
  expect(new Set(ids).size).toBe(sent);
  slow.resume();
  expect(await slow.ended).toBe(false);
  expect(slow.events.length).toBeLessThan(sent);
}, 120_000);

test('a stream outlives the time limits of requests', async () => {
  const program = await start();
  const key = await program.key('qra');
  const app = createTestApp({ core: program.core });
  const { server, listen, close } = createHttpServer({ front: noFront, app });
  onTestFinished(() => close(0));
  Object.assign(server, { headersTimeout: 200, requestTimeout: 200, keepAliveTimeout: 200 });
  const port = await listen(0, '127.0.0.1');
  const reader = await openEvents({ url: `http://127.0.0.1:${port}`, key });
  expect(reader.status).toBe(200);
  const slow = connect(port, '127.0.0.1');
  slow.write('POST /api/v1/qr HTTP/1.1\r\nHost: x\r\n');
  // It came later, and is cut off: the limits are at work.
  await once(slow.resume(), 'close');
  const code = await createCode(program, key);
  await scan(program, code.slug);
  await reader.untilHas(1);
});

test('a stop ends streams properly and at once, also of clients that say nothing more', async () => {
  const dataDir = makeFolder();
  await makeCodes(dataDir, 1);
  const key = await runCommand(['key', 'create', '--dialect', 'qra'], dataDir);
  const server = spawnServer(dataDir);
  const url = await server.ready;
  const reader = await openEvents({ url, key });
  await scanMany(url, 'load0', 1);
  await reader.untilHas(1);
  const { hostname, port } = new URL(url);
  const silent = connect(Number(port), hostname);
  onTestFinished(() => void silent.destroy());
  silent.write(`GET /api/v1/stream HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${key}\r\n\r\n`);
  silent.pause();
  await eventually(async () =>
    expect(await (await fetch(`${url}/metrics`)).text()).toContain('quietzone_streams_open 2'),
  );
  const since = performance.now();
  expect(await server.stop()).toEqual({ code: 0, signal: null });
  expect(performance.now() - since).toBeLessThan(2_500);
  expect(await reader.ended).toBe(true);
});

test('a key that the command line revokes ends its stream within a second', async () => {
  const dataDir = makeFolder();
  await makeCodes(dataDir, 1);
  const key = await runCommand(['key', 'create', '--dialect', 'qra'], dataDir);
  const url = await spawnServer(dataDir).ready;
  const reader = await openEvents({ url, key });
  const ended = reader.ended.then(() => performance.now());
  await runCommand(['key', 'revoke', key], dataDir);
  const revokedAt = performance.now();
  expect((await ended) - revokedAt).toBeLessThan(1_000);
});
